package caravan.orders;

import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was asked for: when it was placed, or in an amendment.
 *
 * @param clientOrderId tells which version the exchange speaks of
 * @param total contracts in all, those that traded among them
 * @param expiration null for never
 * @param priced when it was first asked for at this price
 */
record Version(
        String clientOrderId,
        Price price,
        Quantity total,
        @Nullable Instant expiration,
        Instant priced) {
    /** When an amendment to a price that is asked for now has been asked for at that price. */
    Instant priced(Price amended, Instant now) {
        return price.equals(amended) ? priced : now;
    }
}
