package caravan.orders;

import caravan.model.OrderUpdate;
import caravan.model.RestingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Orders on the account that this run did not place, as many as are canceled in one request. */
public record OtherOrders(List<OrderUpdate> orders) {
    public OtherOrders {
        orders = List.copyOf(orders);
    }

    static List<OtherOrders> parts(List<OrderUpdate> orders, int size) {
        List<OtherOrders> parts = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += size) {
            parts.add(new OtherOrders(orders.subList(from, Math.min(orders.size(), from + size))));
        }
        return parts;
    }

    /** What the exchange's operation takes: it only takes back, and so needs no approval. */
    public Map<String, Object> parameters() {
        return Map.of(
                "orders",
                orders.stream()
                        .map(order -> Map.of("order_id", order.orderId(), "market_ticker", order.ticker()))
                        .toList());
    }

    static RestingOrder resting(OrderUpdate order) {
        return new RestingOrder(
                Objects.requireNonNullElse(order.clientOrderId(), ""),
                order.ticker(),
                order.side(),
                order.price(),
                order.remaining(),
                Objects.requireNonNullElse(order.createdTime(), Instant.EPOCH),
                order.expirationTime());
    }
}
