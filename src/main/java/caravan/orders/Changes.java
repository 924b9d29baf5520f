package caravan.orders;

import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known now and is not in the ledger yet.
 *
 * @param takenBack requests without a row that only take back
 */
record Changes(List<Sent> takenBack, List<Order> orders, List<Outcome> outcomes) {
    Changes {
        takenBack = List.copyOf(takenBack);
        orders = List.copyOf(orders);
        outcomes = List.copyOf(outcomes);
    }

    boolean isEmpty() {
        return takenBack.isEmpty() && orders.isEmpty() && outcomes.isEmpty();
    }

    /** An order as it stands. */
    record Order(
            String firstId,
            String lastId,
            @Nullable String orderId,
            Status status,
            Price price,
            Quantity total,
            Quantity filled,
            @Nullable Instant expiration,
            @Nullable String reason) {
        static Order of(OwnOrder order) {
            return new Order(
                    order.firstId,
                    order.version.clientOrderId(),
                    order.orderId,
                    order.status,
                    order.version.price(),
                    order.version.total(),
                    order.filled,
                    order.version.expiration(),
                    order.reason);
        }
    }

    /** What became of a request: accepted, rejected or unknown. */
    record Outcome(String requestId, String word, @Nullable String reason) {}
}
