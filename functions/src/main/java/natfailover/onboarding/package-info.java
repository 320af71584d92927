/** The custom resource that takes route tables into a fleet, and hands them back. */
@NullMarked
package natfailover.onboarding;

import org.jspecify.annotations.NullMarked;
