package caravan.sandbox.simulation;

import caravan.sandbox.engine.Order;
import java.util.ArrayDeque;
import java.util.Deque;

/** An order of the own account that rests, with the fills that are still to come. */
final class Script {
    final Order order;
    final ScriptedOrder plan;
    final Deque<ScriptedOrder.Part> parts;
    /** The order's price, unless its owner changed it. */
    int price;
    /** When the next fill comes. */
    long due;

    Script(Order order, ScriptedOrder plan, Deque<ScriptedOrder.Part> parts, long due) {
        this.order = order;
        this.plan = plan;
        this.parts = new ArrayDeque<>(parts);
        this.price = order.price();
        this.due = due;
    }

    long interval() {
        return plan.interval().toNanos() / 1_000;
    }

    /** Whether the order is still the one that was placed; its owner may have canceled or changed it. */
    boolean isPlayable() {
        return order.isResting() && order.price() == price;
    }
}
