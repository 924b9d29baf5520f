/** The one door through which orders leave, and what became of them. */
@NullMarked
package caravan.orders;

import org.jspecify.annotations.NullMarked;
