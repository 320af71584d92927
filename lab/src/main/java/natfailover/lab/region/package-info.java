/** A simulated AWS region: EC2, Auto Scaling and EventBridge as AWS documents them. */
@NullMarked
package natfailover.lab.region;

import org.jspecify.annotations.NullMarked;
