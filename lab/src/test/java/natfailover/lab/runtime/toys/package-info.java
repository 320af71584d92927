/** Handlers that the runtime's tests lay out as functions of their own. */
@NullMarked
package natfailover.lab.runtime.toys;

import org.jspecify.annotations.NullMarked;
