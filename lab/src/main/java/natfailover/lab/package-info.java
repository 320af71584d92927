@NullMarked
package natfailover.lab;

import org.jspecify.annotations.NullMarked;
