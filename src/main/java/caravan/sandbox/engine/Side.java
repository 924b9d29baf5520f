package caravan.sandbox.engine;

import caravan.model.BookSide;
import caravan.model.Price;
import org.jspecify.annotations.Nullable;

/** One side of a book: a queue for every price, and where the best of them is. */
final class Side {
    private static final int PRICES = Price.UNITS_PER_DOLLAR + 1;
    private static final int NONE = -1;

    private final boolean bids;
    private @Nullable Level[] levels = new Level[PRICES];
    /** One bit for every price that has orders. */
    private long[] used = new long[(PRICES + Long.SIZE - 1) / Long.SIZE];

    private int best = NONE;

    Side(BookSide side) {
        this.bids = side == BookSide.BID;
    }

    boolean isEmpty() {
        return best == NONE;
    }

    /** The best price; -1 when there is none. */
    int best() {
        return best;
    }

    /** The next price after this one, away from the best; -1 when there is none. */
    int after(int price) {
        return bids ? below(price - 1) : above(price + 1);
    }

    @Nullable
    Order first() {
        return best == NONE ? null : at(best).first;
    }

    /** Lets go of the memory of a side that is empty and stays so. */
    void retire() {
        levels = new Level[0];
        used = new long[0];
    }

    /** The queue at a price that has one. */
    Level at(int price) {
        Level level = levels[price];
        if (level == null) {
            level = new Level();
            levels[price] = level;
        }
        return level;
    }

    long quantity(int price) {
        if (best == NONE) {
            return 0;
        }
        Level level = levels[price];
        return level == null ? 0 : level.quantity;
    }

    void add(Order order) {
        int price = order.price;
        at(price).append(order);
        used[price >> 6] |= 1L << price;
        if (best == NONE || (bids ? price > best : price < best)) {
            best = price;
        }
    }

    void remove(Order order) {
        int price = order.price;
        Level level = at(price);
        level.remove(order);
        if (level.first == null) {
            used[price >> 6] &= ~(1L << price);
            if (price == best) {
                best = after(price);
            }
        }
    }

    private int below(int price) {
        if (price < 0) {
            return NONE;
        }
        int word = price >> 6;
        long bits = used[word] & (-1L >>> (63 - (price & 63)));
        while (bits == 0) {
            if (--word < 0) {
                return NONE;
            }
            bits = used[word];
        }
        return (word << 6) + 63 - Long.numberOfLeadingZeros(bits);
    }

    private int above(int price) {
        if (price >= PRICES) {
            return NONE;
        }
        int word = price >> 6;
        long bits = used[word] & (-1L << price);
        while (bits == 0) {
            if (++word == used.length) {
                return NONE;
            }
            bits = used[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
}
