@NullMarked
package natfailover;

import org.jspecify.annotations.NullMarked;
