@NullMarked
package natfailover.lab.box;

import org.jspecify.annotations.NullMarked;
