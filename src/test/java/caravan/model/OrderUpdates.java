package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the exchange says of a bid, without what most tests do not look at. */
public final class OrderUpdates {
    private OrderUpdates() {}

    /** Contracts need not add up: what was canceled is neither filled nor remains. */
    public static OrderUpdate bid(
            String orderId,
            @Nullable String clientOrderId,
            String ticker,
            OrderUpdate.Status status,
            int cents,
            int placed,
            int filled,
            int remaining,
            Instant time) {
        return new OrderUpdate(
                orderId,
                clientOrderId,
                ticker,
                BookSide.BID,
                status,
                Price.ofCents(cents),
                Quantity.ofContracts(placed),
                Quantity.ofContracts(filled),
                Quantity.ofContracts(remaining),
                null,
                null,
                null,
                null,
                null,
                null,
                time);
    }
}
