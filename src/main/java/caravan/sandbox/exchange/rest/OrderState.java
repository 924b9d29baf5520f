package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderStatus;
import org.jspecify.annotations.Nullable;

/** An order as it stood at one time. */
record OrderState(
        Order order,
        String id,
        @Nullable String clientOrderId,
        OrderStatus status,
        int price,
        long initial,
        long filled,
        long remaining,
        long expiration,
        long updated,
        long makerCost,
        long takerCost,
        long makerFees,
        long takerFees) {
    static OrderState of(Order order, String id) {
        return new OrderState(
                order,
                id,
                order.clientOrderId(),
                order.status(),
                order.price(),
                order.initial(),
                order.filled(),
                order.remaining(),
                order.expiration(),
                order.updated(),
                order.makerCost(),
                order.takerCost(),
                order.makerFees(),
                order.takerFees());
    }

    boolean isResting() {
        return status == OrderStatus.RESTING;
    }
}
