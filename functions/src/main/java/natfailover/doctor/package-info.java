/** Judges what is wrong with a fleet's surroundings; pure: knows the JDK and the plan alone. */
@NullMarked
package natfailover.doctor;

import org.jspecify.annotations.NullMarked;
