@NullMarked
package natfailover.lab.conformance;

import org.jspecify.annotations.NullMarked;
