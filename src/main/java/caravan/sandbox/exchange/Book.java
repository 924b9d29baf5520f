package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One market's bids on YES and on NO. A NO bid at 40 ¢ is an offer of YES at 60 ¢.
 *
 * <p>Refuses what cannot be: less than nothing at a price, or two bids that should have traded. Not thread-safe.
 */
final class Book {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;

    private final NavigableMap<Integer, Long> yes = new TreeMap<>();
    private final NavigableMap<Integer, Long> no = new TreeMap<>();

    /**
     * Changes the quantity at one price.
     *
     * @param price the price of that side, in ten-thousandths of a dollar
     * @param change hundredths of a contract
     */
    void change(Outcome side, int price, long change) {
        NavigableMap<Integer, Long> bids = bids(side);
        long quantity = bids.getOrDefault(price, 0L) + change;
        if (quantity < 0) {
            throw new IllegalStateException("level " + side + " " + price + " would hold " + quantity);
        }
        if (quantity == 0) {
            bids.remove(price);
        } else if (crosses(side, price)) {
            throw new IllegalStateException(side + " " + price + " would cross " + best(other(side)));
        } else {
            bids.put(price, quantity);
        }
    }

    /** Whether a bid at this price would trade at once with the other side. */
    boolean crosses(Outcome side, int price) {
        return best(other(side)) + price >= DOLLAR;
    }

    long quantity(Outcome side, int price) {
        return bids(side).getOrDefault(price, 0L);
    }

    /** The highest bid of a side, 0 when there is none. */
    int best(Outcome side) {
        return bids(side).isEmpty() ? 0 : bids(side).lastKey();
    }

    /** Price to quantity, the best price last. A view. */
    NavigableMap<Integer, Long> levels(Outcome side) {
        return Collections.unmodifiableNavigableMap(bids(side));
    }

    static Outcome other(Outcome side) {
        return side == Outcome.YES ? Outcome.NO : Outcome.YES;
    }

    private NavigableMap<Integer, Long> bids(Outcome side) {
        return side == Outcome.YES ? yes : no;
    }
}
