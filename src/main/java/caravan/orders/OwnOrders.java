package caravan.orders;

import caravan.model.Fill;
import caravan.model.OpenOrders;
import caravan.model.OrderUpdate;
import caravan.model.RestingOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Our orders, in memory, as far as they may still be filled.
 *
 * <p>Answers, updates and fills may come late, twice and in any order, also before the answer to the request that placed
 * the order; what is known in the end is the same, and on the way it is never less than what may be filled. Thread-safe;
 * its lock is held for looking things up alone.
 */
public final class OwnOrders implements OpenOrders {
    private final OrderIndex index;
    private final ClientOrderIds ids;

    OwnOrders(OrderIndex index, ClientOrderIds ids) {
        this.index = index;
        this.ids = ids;
    }

    @Override
    public List<RestingOrder> in(String ticker) {
        synchronized (index) {
            return exposure(index.in(ticker));
        }
    }

    @Override
    public List<RestingOrder> all() {
        synchronized (index) {
            return exposure(index.orders().stream());
        }
    }

    private static List<RestingOrder> exposure(Stream<OwnOrder> orders) {
        return orders.flatMap(order -> Exposure.of(order).stream()).toList();
    }

    @Override
    public int unknown() {
        synchronized (index) {
            return (int) index.requests().stream()
                    .map(request -> request.failed)
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
        }
    }

    @Override
    public boolean isOurs(String orderId) {
        synchronized (index) {
            return index.isOurs(orderId);
        }
    }

    @Override
    public boolean isOurClientOrderId(String clientOrderId) {
        return ids.isOurs(clientOrderId);
    }

    /** How many orders rest, as far as the exchange has told. */
    int resting() {
        synchronized (index) {
            return (int) index.orders().stream().filter(OwnOrder::isLive).count();
        }
    }

    /** Whether it is the id of an order that is kept here, answered or not. */
    boolean isKept(String clientOrderId) {
        synchronized (index) {
            return index.named(clientOrderId) != null;
        }
    }

    /**
     * The exchange tells how an order stands. Orders of others are left alone.
     *
     * @return fills that came before anybody knew that they are ours; positions are to take them in, then this
     */
    public List<Fill> update(OrderUpdate update) {
        synchronized (index) {
            OwnOrder order = index.told(update.orderId(), update.clientOrderId());
            if (order == null) {
                return List.of();
            }
            List<Fill> late = index.link(order, update.orderId());
            order.take(update);
            return late;
        }
    }

    /**
     * Takes in a fill that positions have taken in.
     *
     * <p>One of an order that nobody knows yet may be ours all the same, where a create was not answered: it is kept, and
     * returned as soon as it is known to be, for positions did not count it.
     *
     * @return such fills
     */
    public List<Fill> fill(Fill fill) {
        synchronized (index) {
            OwnOrder order = index.told(fill.orderId(), fill.clientOrderId());
            if (order == null) {
                index.keep(fill);
                return List.of();
            }
            List<Fill> late = index.link(order, fill.orderId());
            order.take(fill.tradeId(), fill.quantity());
            return late;
        }
    }
}
