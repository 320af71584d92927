@NullMarked
package natfailover.lab.account;

import org.jspecify.annotations.NullMarked;
