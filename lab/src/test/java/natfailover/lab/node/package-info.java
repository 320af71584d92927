/** Runs what a NAT node runs, in network namespaces, and watches the packets. */
@NullMarked
package natfailover.lab.node;

import org.jspecify.annotations.NullMarked;
