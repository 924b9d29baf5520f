package caravan.kalshi.rest.outcome;

import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Quantity;
import caravan.model.WriteOutcome;

/** What an order as it was read means. */
final class Orders {
    private Orders() {}

    /** An order that has ended stays as it is: such a read is never out of date. */
    static boolean hasEnded(OrderUpdate order) {
        return order.status() == Status.CANCELED || order.status() == Status.EXECUTED;
    }

    static WriteOutcome.Done done(OrderUpdate order) {
        return new WriteOutcome.Done(
                order.orderId(),
                order.clientOrderId(),
                order.filled(),
                hasEnded(order) ? Quantity.ZERO : order.remaining());
    }
}
