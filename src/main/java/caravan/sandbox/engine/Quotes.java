package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Price;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's resting orders on one side of a market, those that trade first first, and the money that they hold back.
 *
 * <p>An order holds back the price of the outcome that it buys and the fee of a maker, for as much as does not close a
 * position: what closes pays for its own fee. What trades first closes first.
 */
final class Quotes {
    private final Market market;
    private final boolean bids;
    private final List<Order> orders = new ArrayList<>(4);
    private final List<Order> view = Collections.unmodifiableList(orders);
    /** What all of them want, and what they pay if that opens a position; kept, since each change asks for it. */
    private long quantity;

    private long cost;

    Quotes(Market market, BookSide side) {
        this.market = market;
        bids = side == BookSide.BID;
    }

    List<Order> orders() {
        return view;
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    /** The price of the outcome that is bought. */
    int each(int price) {
        return bids ? price : Price.UNITS_PER_DOLLAR - price;
    }

    void add(Order order) {
        orders.add(behind(order.price), order);
        order.held = hold(order.price, order.remaining);
        cost += order.held;
        quantity += order.remaining;
    }

    void remove(Order order) {
        int at = behind(order.price) - 1;
        while (orders.get(at) != order) {
            at--;
        }
        orders.remove(at);
        cost -= order.held;
        quantity -= order.remaining;
    }

    /** What remains of one of them changes. */
    void changed(Order order, long change) {
        hold(order, order.remaining + change);
        quantity += change;
    }

    /** Fees have changed. */
    void reckon() {
        orders.forEach(order -> hold(order, order.remaining));
    }

    private void hold(Order order, long remaining) {
        long now = hold(order.price, remaining);
        cost += now - order.held;
        order.held = now;
    }

    private long hold(int price, long remaining) {
        return market.fees.reserve(each(price), remaining, false);
    }

    /** @param closable how many contracts of this side close a position */
    long reserve(long closable) {
        if (closable >= quantity) {
            return 0;
        }
        long free = 0;
        long left = closable;
        for (int i = 0; left > 0 && i < orders.size(); i++) {
            Order order = orders.get(i);
            long closing = Math.min(left, order.remaining);
            free += free(order, closing);
            left -= closing;
        }
        return cost - free;
    }

    /** What an order need not hold back when so much of it closes a position. */
    private long free(Order order, long closing) {
        return closing == order.remaining ? order.held : order.held - hold(order.price, order.remaining - closing);
    }

    /**
     * What is held back once there is another order.
     *
     * @param taker whether the new one may trade at once, which costs more
     * @param instead one of these orders, which the new one replaces; or null
     */
    long reserveWith(int price, long remaining, boolean taker, @Nullable Order instead, long closable) {
        if (closable >= quantity + remaining - (instead == null ? 0 : instead.remaining)) {
            return 0;
        }
        long all = cost - (instead == null ? 0 : instead.held);
        long opening = remaining;
        long left = closable;
        boolean counted = false;
        for (int i = 0; left > 0 && i <= orders.size(); i++) {
            @Nullable Order order = i < orders.size() ? orders.get(i) : null;
            if (!counted && (order == null || better(price, order.price))) {
                opening = Math.max(0, remaining - left);
                left -= remaining - opening;
                counted = true;
            }
            if (order != null && order != instead) {
                long closing = Math.min(left, order.remaining);
                all -= free(order, closing);
                left -= closing;
            }
        }
        return all + market.fees.reserve(each(price), opening, taker);
    }

    /** How much of another order closes a position. */
    long closing(int price, long remaining, @Nullable Order instead, long closable) {
        long left = closable;
        for (int i = 0; left > 0 && i < orders.size() && !better(price, orders.get(i).price); i++) {
            left -= orders.get(i) == instead ? 0 : orders.get(i).remaining;
        }
        return Math.min(remaining, Math.max(0, left));
    }

    /** The place after all orders that trade before a new one at a price does. */
    private int behind(int price) {
        int low = 0;
        int high = orders.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (better(price, orders.get(middle).price)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean better(int price, int other) {
        return bids ? price > other : price < other;
    }
}
