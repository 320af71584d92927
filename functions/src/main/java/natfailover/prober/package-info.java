/**
 * The prober: asks from within a private subnet whether the internet answers.
 *
 * <p>A second function of the same jar. It knows the JDK and Lambda's core only, so that it starts
 * fast and holds no right that could be abused.
 */
@NullMarked
package natfailover.prober;

import org.jspecify.annotations.NullMarked;
