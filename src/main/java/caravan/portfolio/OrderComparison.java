package caravan.portfolio;

import caravan.model.OpenOrders;
import caravan.model.OrderUpdate;
import caravan.model.RestingOrder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the orders that rest at the exchange with those that rest as far as is known here. */
record OrderComparison(List<OrderUpdate> stray, List<RestingOrder> missing, int others) {
    /** Counts only what was known, or unknown, both before the exchange was asked and after: all else was on its way. */
    static OrderComparison of(Reading reading, OpenOrders orders) {
        List<RestingOrder> now = orders.all();
        Set<String> before = ids(reading.ordersBefore());
        Set<String> after = ids(now);
        List<OrderUpdate> own =
                reading.orders().stream().filter(order -> isOurs(order, orders)).toList();
        List<OrderUpdate> stray = own.stream()
                .filter(order -> order.clientOrderId() == null
                        || !before.contains(order.clientOrderId()) && !after.contains(order.clientOrderId()))
                .toList();
        Set<String> told = own.stream()
                .map(OrderUpdate::clientOrderId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<RestingOrder> missing = now.stream()
                .filter(order -> before.contains(order.clientOrderId()) && !told.contains(order.clientOrderId()))
                .toList();
        return new OrderComparison(stray, missing, reading.orders().size() - own.size());
    }

    private static boolean isOurs(OrderUpdate order, OpenOrders orders) {
        String clientOrderId = order.clientOrderId();
        return clientOrderId != null && orders.isOurClientOrderId(clientOrderId) || orders.isOurs(order.orderId());
    }

    private static Set<String> ids(List<RestingOrder> orders) {
        return orders.stream().map(RestingOrder::clientOrderId).collect(Collectors.toSet());
    }
}
