package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * How many contracts trade before an order does.
 *
 * @param orderId null where the exchange was asked for one order and does not repeat it
 */
public record QueuePosition(
        @Nullable String orderId, @Nullable String marketTicker, Quantity ahead) {}
