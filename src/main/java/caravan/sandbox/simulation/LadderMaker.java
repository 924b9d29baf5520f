package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Order;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Quotes many prices on both sides of a market, adds here and withdraws there.
 *
 * <p>It looks at the value only now and then. Between two looks its best quotes may be bargains.
 */
final class LadderMaker {
    private static final int DEPTH = 10;
    private static final int MOST_ORDERS = 30;
    private static final int REFRESHES = 60;

    private final Venue venue;
    private final Account account;
    private final SplittableRandom random;
    /** The tick at or below what it thinks the market is worth. */
    private int belief;

    LadderMaker(Venue venue, Account account, SplittableRandom random) {
        this.venue = venue;
        this.account = account;
        this.random = random;
    }

    /** Fills an empty book. */
    void open() {
        fill(BookSide.BID);
        fill(BookSide.ASK);
    }

    private void fill(BookSide side) {
        belief = venue.tick();
        for (int distance = 0; distance < DEPTH; distance++) {
            venue.quote(account, side, tick(side, distance), size(distance));
        }
    }

    /** Does one thing. */
    void act() {
        int roll = random.nextInt(100);
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        List<Order> orders = venue.orders(account, side);
        if (orders.isEmpty()) {
            fill(side);
        } else if (roll < venue.mood.attention) {
            look();
        } else if (roll < REFRESHES) {
            refresh(side, orders);
        } else {
            thin(orders.get(random.nextInt(orders.size())));
        }
    }

    /** Follows the value: quotes that are too good now go, and new best ones come. */
    private void look() {
        belief = venue.tick();
        for (BookSide side : BookSide.values()) {
            List<Order> orders = venue.orders(account, side);
            int best = venue.market.grid().units(tick(side, 0));
            while (!orders.isEmpty() && isBetter(side, orders.get(0).price(), best)) {
                venue.cancel(orders.get(0));
            }
            if (orders.isEmpty() || orders.get(0).price() != best) {
                venue.quote(account, side, tick(side, 0), size(0));
            }
        }
    }

    private void refresh(BookSide side, List<Order> orders) {
        if (orders.size() >= MOST_ORDERS) {
            venue.cancel(orders.get(orders.size() - 1));
        }
        int distance = Math.min(random.nextInt(DEPTH), random.nextInt(DEPTH));
        venue.quote(account, side, tick(side, distance), size(distance));
    }

    private void thin(Order order) {
        long less = order.remaining() / 2;
        if (less == 0 || random.nextInt(3) > 0) {
            venue.cancel(order);
        } else {
            venue.decrease(order, less);
        }
    }

    private int tick(BookSide side, int distance) {
        int behind = venue.mood.width + distance;
        return side == BookSide.BID ? belief - behind : belief + 1 + behind;
    }

    private static boolean isBetter(BookSide side, int price, int other) {
        return side == BookSide.BID ? price > other : price < other;
    }

    /** Deeper levels hold more, as on the real books; now and then a fraction. */
    private long size(int distance) {
        double contracts = (5 + random.nextInt(60 * (1 + distance))) * venue.mood.depth;
        long whole = 100 * Math.max(1, (long) contracts);
        return random.nextInt(5) == 0 ? whole + random.nextInt(100) : whole;
    }
}
