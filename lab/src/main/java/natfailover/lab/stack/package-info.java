/** CloudFormation's part: creates, changes and deletes what the templates say, in its order. */
@NullMarked
package natfailover.lab.stack;

import org.jspecify.annotations.NullMarked;
