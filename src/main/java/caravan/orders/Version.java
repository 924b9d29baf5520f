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
 */
record Version(
        String clientOrderId,
        Price price,
        Quantity total,
        @Nullable Instant expiration) {}
