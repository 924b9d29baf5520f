package caravan.sandbox.engine;

import caravan.model.BookSide;

/** The resting orders of one market, in YES prices. A bid for NO stands here as an ask. */
public final class Book {
    private final Side bids = new Side(BookSide.BID);
    private final Side asks = new Side(BookSide.ASK);

    /** Sees the prices of one side, best first. */
    @FunctionalInterface
    public interface LevelVisitor {
        void level(int price, long quantity);
    }

    /** The best YES price of a side; -1 when nobody is there. */
    public int best(BookSide side) {
        return side(side).best();
    }

    public long quantity(BookSide side, int price) {
        return side(side).quantity(price);
    }

    /** Shows the prices of one side that have orders, best first. */
    public void forEach(BookSide side, LevelVisitor visitor) {
        Side levels = side(side);
        for (int price = levels.best(); price >= 0; price = levels.after(price)) {
            visitor.level(price, levels.quantity(price));
        }
    }

    /** Contracts that trade before this order does; 0 when it is next in line. */
    public long ahead(Order order) {
        Side side = side(order.side());
        long contracts = 0;
        for (int price = side.best(); price >= 0 && price != order.price; price = side.after(price)) {
            contracts += side.quantity(price);
        }
        for (Order other = order.ahead; other != null; other = other.ahead) {
            contracts += other.remaining;
        }
        return contracts;
    }

    /** Lets go of the memory of a book whose market takes no more orders. */
    void retire() {
        bids.retire();
        asks.retire();
    }

    Side side(BookSide side) {
        return side == BookSide.BID ? bids : asks;
    }

    Side against(Order order) {
        return order.side() == BookSide.BID ? asks : bids;
    }

    /** Whether an order at its price would meet somebody. */
    boolean wouldTrade(BookSide side, int price) {
        Side opposite = side == BookSide.BID ? asks : bids;
        return !opposite.isEmpty() && (side == BookSide.BID ? price >= opposite.best() : price <= opposite.best());
    }

    /**
     * How much an order could trade at once, up to what it wants.
     *
     * @param countOwn whether orders of its own account count as others do; otherwise the one that gives way to the other
     *     decides what can be reached
     */
    long reachable(Order wanted, boolean countOwn) {
        Side opposite = against(wanted);
        long reachable = 0;
        int price = opposite.best();
        while (price >= 0 && wanted.crosses(price) && reachable < wanted.remaining) {
            for (Order order = opposite.at(price).first; order != null; order = order.behind) {
                if (countOwn || order.account() != wanted.account()) {
                    reachable += order.remaining;
                } else if (wanted.selfTradePrevention() == SelfTradePrevention.TAKER_AT_CROSS) {
                    return reachable;
                }
            }
            price = opposite.after(price);
        }
        return reachable;
    }
}
