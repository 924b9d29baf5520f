package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one of our orders, as the exchange tells it.
 *
 * @param price the YES price
 * @param initial contracts first asked for
 * @param filled contracts executed so far
 * @param remaining contracts still resting
 * @param fees taker and maker fees so far; null where the source does not say
 * @param reason why the exchange sent the update, in its own word
 * @param exchangeTime when the order last changed, by the exchange's clock; null where the source does not say
 */
public record OrderUpdate(
        String orderId,
        @Nullable String clientOrderId,
        String ticker,
        BookSide side,
        Status status,
        Price price,
        Quantity initial,
        Quantity filled,
        Quantity remaining,
        @Nullable Money fees,
        @Nullable String orderGroupId,
        @Nullable Integer subaccount,
        @Nullable String reason,
        @Nullable Instant createdTime,
        @Nullable Instant expirationTime,
        @Nullable Instant exchangeTime)
        implements StreamMessage {

    /** The life of an order at the exchange. A partly filled order that was canceled is {@code CANCELED}. */
    public enum Status {
        RESTING,
        CANCELED,
        EXECUTED,
        UNKNOWN
    }
}
