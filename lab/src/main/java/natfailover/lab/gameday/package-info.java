@NullMarked
package natfailover.lab.gameday;

import org.jspecify.annotations.NullMarked;
