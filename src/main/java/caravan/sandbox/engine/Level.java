package caravan.sandbox.engine;

import org.jspecify.annotations.Nullable;

/** The orders at one price of one side, first come first served. */
final class Level {
    long quantity;

    @Nullable
    Order first;

    @Nullable
    Order last;

    void append(Order order) {
        order.level = this;
        order.ahead = last;
        order.behind = null;
        if (last == null) {
            first = order;
        } else {
            last.behind = order;
        }
        last = order;
        quantity += order.remaining;
    }

    /** Takes an order out, with what remains of it. */
    void remove(Order order) {
        if (order.ahead == null) {
            first = order.behind;
        } else {
            order.ahead.behind = order.behind;
        }
        if (order.behind == null) {
            last = order.ahead;
        } else {
            order.behind.ahead = order.ahead;
        }
        quantity -= order.remaining;
        order.level = null;
        order.ahead = null;
        order.behind = null;
    }
}
