/** Finds out what became of changes of orders whose outcome is not known. */
@NullMarked
package caravan.kalshi.rest.outcome;

import org.jspecify.annotations.NullMarked;
