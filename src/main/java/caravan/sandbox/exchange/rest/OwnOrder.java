package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Order;
import org.jspecify.annotations.Nullable;

/** An order of an account with keys, and how it stood lately. */
final class OwnOrder {
    private final Order order;
    private final String id;
    private final Versions<OrderState> versions = new Versions<>();

    OwnOrder(Order order) {
        this.order = order;
        this.id = order.id();
    }

    Order order() {
        return order;
    }

    String id() {
        return id;
    }

    @Nullable
    OrderState at(long time) {
        return versions.at(time);
    }

    void changed(long time) {
        versions.put(time, OrderState.of(order, id));
    }
}
