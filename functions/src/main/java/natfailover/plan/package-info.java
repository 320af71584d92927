@NullMarked
package natfailover.plan;

import org.jspecify.annotations.NullMarked;
