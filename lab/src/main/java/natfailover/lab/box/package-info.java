/** A VPC in a box: network namespaces whose packets meet what a simulated region holds. */
@NullMarked
package natfailover.lab.box;

import org.jspecify.annotations.NullMarked;
