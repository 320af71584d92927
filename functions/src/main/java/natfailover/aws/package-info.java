@NullMarked
package natfailover.aws;

import org.jspecify.annotations.NullMarked;
