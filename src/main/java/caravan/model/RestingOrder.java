package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of our orders that may be filled at any moment.
 *
 * @param quantity contracts that still rest
 * @param placedTime when we sent it, or the change that gave it this price
 * @param expirationTime when the exchange cancels it by itself; null for never
 */
public record RestingOrder(
        String clientOrderId,
        String ticker,
        BookSide side,
        Price price,
        Quantity quantity,
        Instant placedTime,
        @Nullable Instant expirationTime) {}
