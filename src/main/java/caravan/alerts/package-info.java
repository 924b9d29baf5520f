/** What a person should hear of: prices, spreads, volume, the life of markets, the connection. Decides; tells nobody. */
@NullMarked
package caravan.alerts;

import org.jspecify.annotations.NullMarked;
