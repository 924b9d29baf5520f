package caravan.sandbox.engine;

import caravan.model.BookSide;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts orders into their book and takes them out, and keeps what accounts and groups know of them in line. */
final class Bookkeeper {
    private final Clock clock;
    private final EngineListener listener;

    Bookkeeper(Clock clock, EngineListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    void rest(Order order) {
        order.market().book().side(order.side()).add(order);
        order.position().rest(order);
        if (order.group() != null) {
            order.group().add(order);
        }
        bookChanged(order, order.remaining);
    }

    /** Takes an order out, to arrive once more with another price or quantity. */
    void takeOut(Order order) {
        leave(order);
        bookChanged(order, -order.remaining);
    }

    void shrink(Order order, long remaining) {
        long change = remaining - order.remaining;
        reduce(order, -change);
        order.position().reserve();
        bookChanged(order, change);
    }

    /**
     * Takes contracts off an order in the book, because they have traded.
     *
     * <p>What the account holds back is not reckoned yet: its position is about to change too.
     */
    void fill(Order order, long quantity) {
        reduce(order, quantity);
        if (order.remaining == 0) {
            leave(order);
        }
    }

    private static void reduce(Order order, long quantity) {
        order.market().book().side(order.side()).at(order.price).quantity -= quantity;
        order.position().quotes(order.side()).changed(order, -quantity);
        order.remaining -= quantity;
    }

    private static void leave(Order order) {
        order.market().book().side(order.side()).remove(order);
        order.position().leave(order);
        if (order.group() != null) {
            order.group().remove(order);
        }
    }

    /** Cancels an order that is in the book. */
    void cancel(Order order, @Nullable UpdateReason reason) {
        takeOut(order);
        end(order, reason);
    }

    /** Cancels an order that is not in the book. */
    void end(Order order, @Nullable UpdateReason reason) {
        forgetExpiration(order);
        order.remaining = 0;
        order.status = OrderStatus.CANCELED;
        order.updated = clock.now();
        listener.orderChanged(order, reason);
    }

    /** Cancels what rests in a market, bids first, best prices first. */
    void cancelAll(Market market, boolean onlyOnPause, UpdateReason reason) {
        List<Order> doomed = new ArrayList<>();
        for (BookSide side : BookSide.values()) {
            Side orders = market.book().side(side);
            for (int price = orders.best(); price >= 0; price = orders.after(price)) {
                for (@Nullable Order order = orders.at(price).first; order != null; order = order.behind) {
                    if (!onlyOnPause || order.cancelOnPause()) {
                        doomed.add(order);
                    }
                }
            }
        }
        doomed.forEach(order -> cancel(order, reason));
    }

    void cancelAll(OrderGroup group) {
        List.copyOf(group.orders()).forEach(order -> cancel(order, null));
    }

    void expire(Order order, long expiration) {
        forgetExpiration(order);
        order.expiration = expiration;
        if (expiration != 0) {
            order.expiry = clock.at(expiration, () -> cancel(order, UpdateReason.EXPIRY_CANCEL));
        }
    }

    /** An order that has ended need not be remembered until it would have expired. */
    void forgetExpiration(Order order) {
        Clock.Timer expiry = order.expiry;
        if (expiry != null) {
            clock.cancel(expiry);
            order.expiry = null;
        }
    }

    void bookChanged(Order order, long change) {
        order.market().updated = clock.now();
        listener.bookChanged(order.market(), order.side(), order.price, change, order);
    }
}
