/** How much may be asked of the exchange, and how long one has to wait for it. */
@NullMarked
package caravan.kalshi.rest.budget;

import org.jspecify.annotations.NullMarked;
