/** The Camel component {@code kalshi:}: the exchange's stream and its operations as endpoints. */
@NullMarked
package caravan.kalshi;

import org.jspecify.annotations.NullMarked;
