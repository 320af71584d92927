@NullMarked
package natfailover.lab.runtime;

import org.jspecify.annotations.NullMarked;
