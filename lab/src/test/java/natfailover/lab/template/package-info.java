/** Holds the templates to what the code, the events and each other say. */
@NullMarked
package natfailover.lab.template;

import org.jspecify.annotations.NullMarked;
