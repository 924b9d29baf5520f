package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Order;
import java.util.List;

/**
 * Another market maker: one quote on each side, close to the value, leaning against what it holds.
 *
 * <p>It is there all the time and near the best prices, so it earns incentive rewards.
 */
final class Competitor {
    /** Hundredths of a contract. */
    private static final long MOST_HELD = 100_000;

    private static final long SIZE = 20_000;
    private static final int LEAN = 2;

    private final Venue venue;
    private final Account account;

    Competitor(Venue venue, Account account) {
        this.venue = venue;
        this.account = account;
    }

    /** Brings both quotes to where they should be. */
    void act() {
        int belief = venue.tick();
        long held = venue.held(account);
        int lean = (int) Math.round(-(double) LEAN * held / MOST_HELD);
        long size = Math.max(100, (long) (SIZE * venue.mood.depth) / 100 * 100);
        quote(BookSide.BID, belief - venue.mood.width + lean, Math.min(size, MOST_HELD - held));
        quote(BookSide.ASK, belief + 1 + venue.mood.width + lean, Math.min(size, MOST_HELD + held));
    }

    private void quote(BookSide side, int wanted, long size) {
        List<Order> orders = venue.orders(account, side);
        if (size <= 0) {
            orders.stream().findFirst().ifPresent(venue::cancel);
            return;
        }
        int tick = behindOthers(side, wanted);
        if (orders.isEmpty()) {
            venue.quote(account, side, tick, size);
        } else {
            Order order = orders.get(0);
            if (order.price() != venue.market.grid().units(tick) || order.remaining() < size / 2) {
                venue.move(order, tick, size);
            }
        }
    }

    /** It never takes: where somebody stands in the way, it joins the price next to him. */
    private int behindOthers(BookSide side, int tick) {
        int opposite = venue.best(Sides.other(side));
        if (opposite < 0) {
            return tick;
        }
        int nearest = venue.market.grid().tick(opposite) + Sides.away(side);
        return side == BookSide.BID ? Math.min(tick, nearest) : Math.max(tick, nearest);
    }
}
