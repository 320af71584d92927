@NullMarked
package natfailover.lab.traffic;

import org.jspecify.annotations.NullMarked;
