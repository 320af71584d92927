@NullMarked
package natfailover.lab.benchmark;

import org.jspecify.annotations.NullMarked;
