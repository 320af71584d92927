/** Faults planted on purpose, one at a time, each of which a test has to catch. */
@NullMarked
package natfailover.faults;

import org.jspecify.annotations.NullMarked;
