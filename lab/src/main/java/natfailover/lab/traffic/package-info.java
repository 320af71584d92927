/**
 * The load by which a failover is judged: real connections and datagrams between private hosts and
 * the internet, with every byte accounted for.
 */
@NullMarked
package natfailover.lab.traffic;

import org.jspecify.annotations.NullMarked;
