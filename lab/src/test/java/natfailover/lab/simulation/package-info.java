@NullMarked
package natfailover.lab.simulation;

import org.jspecify.annotations.NullMarked;
