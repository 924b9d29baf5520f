package caravan.sandbox.exchange.rest;

import caravan.model.Price;

/**
 * What happened in a market during one period.
 *
 * <p>Prices are YES prices in price units; a bid of nobody is 0, an ask of nobody a dollar. Only {@link Candles} changes it.
 */
final class Candle {
    static final int NONE = -1;

    /** How a price moved; all {@link #NONE} as long as there was none. */
    static final class Range {
        int open = NONE;
        int low = NONE;
        int high = NONE;
        int close = NONE;

        void add(int price) {
            if (open == NONE) {
                open = price;
                low = price;
                high = price;
            }
            low = Math.min(low, price);
            high = Math.max(high, price);
            close = price;
        }
    }

    /** Unix seconds, the last moment of the period. */
    final long end;

    final Range bid = new Range();
    final Range ask = new Range();
    final Range price = new Range();
    /** The last trade before the period. */
    final int previous;

    long volume;
    /** What the trades amounted to at YES prices, for the mean. */
    long value;

    long openInterest;

    private Candle(long end, int previous) {
        this.end = end;
        this.previous = previous;
    }

    static Candle first(long end) {
        return new Candle(end, NONE);
    }

    /** A period that begins as this one ended. */
    Candle next(long nextEnd) {
        Candle next = new Candle(nextEnd, lastPrice());
        next.bid.add(bid.close == NONE ? 0 : bid.close);
        next.ask.add(ask.close == NONE ? Price.UNITS_PER_DOLLAR : ask.close);
        next.openInterest = openInterest;
        return next;
    }

    /** The last trade up to the end of the period. */
    int lastPrice() {
        return price.close == NONE ? previous : price.close;
    }

    /** The mean price weighted by volume, to the nearest price unit; {@link #NONE} without trades. */
    int mean() {
        return volume == 0 ? NONE : (int) ((value + volume / 2) / volume);
    }
}
