package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the exchange answers at once to a change of an order. How the order stands afterwards is an {@link OrderUpdate}. */
public sealed interface OrderReceipt {
    String orderId();

    /** Our own id, where the exchange repeats it. */
    @Nullable
    String clientOrderId();

    /** By the exchange's clock; null where it does not say. */
    @Nullable
    Instant exchangeTime();

    /**
     * A new order.
     *
     * @param filled contracts that traded at once
     * @param remaining contracts that rest now; none where the rest was canceled
     * @param averagePrice YES price of a contract that traded; null where none did
     * @param averageFee fee for each contract that traded; null where none did
     */
    record Placed(
            String orderId,
            @Nullable String clientOrderId,
            Quantity filled,
            Quantity remaining,
            @Nullable Money averagePrice,
            @Nullable Money averageFee,
            @Nullable Instant exchangeTime)
            implements OrderReceipt {}

    /**
     * An order with another price or quantity. Null is what did not change.
     *
     * @param filled contracts that traded because of it
     * @param remaining contracts that rest now
     */
    record Amended(
            String orderId,
            @Nullable String clientOrderId,
            @Nullable Quantity filled,
            @Nullable Quantity remaining,
            @Nullable Money averagePrice,
            @Nullable Money averageFee,
            @Nullable Instant exchangeTime)
            implements OrderReceipt {}

    /** An order with fewer contracts. */
    record Decreased(
            String orderId,
            @Nullable String clientOrderId,
            Quantity remaining,
            @Nullable Instant exchangeTime) implements OrderReceipt {}

    /** @param reducedBy contracts that no longer rest */
    record Canceled(
            String orderId,
            @Nullable String clientOrderId,
            Quantity reducedBy,
            @Nullable Instant exchangeTime) implements OrderReceipt {}
}
