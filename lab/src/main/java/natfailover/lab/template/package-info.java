/** The templates as CloudFormation carries them out, and what they come to with answers. */
@NullMarked
package natfailover.lab.template;

import org.jspecify.annotations.NullMarked;
