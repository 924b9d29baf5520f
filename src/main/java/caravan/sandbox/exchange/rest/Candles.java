package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Market;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One market's candles of one length, the latest ten thousand of them. A quiet period has one when it is asked for. */
final class Candles {
    private static final int KEPT = 10_000;
    private static final long MICROS = 1_000_000;

    private final long period;
    private final Ring<Candle> candles = new Ring<>(KEPT);

    /** @param period seconds */
    Candles(long period) {
        this.period = period;
    }

    long period() {
        return period;
    }

    /** The best prices of a book have changed. */
    void quoted(int bid, int ask, long micros) {
        Candle candle = at(micros);
        candle.bid.add(bid);
        candle.ask.add(ask);
    }

    void traded(Market market, int price, long quantity, long micros) {
        Candle candle = at(micros);
        candle.price.add(price);
        candle.volume += quantity;
        candle.value += price * quantity;
        candle.openInterest = market.openInterest();
    }

    /** Forgets all but the last one, which still says how things stood in the end. */
    void keepLast() {
        candles.keep(1);
    }

    /**
     * The candles whose ends lie in a span, oldest first.
     *
     * @param from Unix seconds, inclusive
     * @param to Unix seconds, inclusive; a period that is not over is told as it stands
     * @param now Unix seconds
     */
    List<Candle> between(long from, long to, long now) {
        List<Candle> found = new ArrayList<>();
        if (candles.isEmpty()) {
            return found;
        }
        long end = Math.max(roundUp(from), candles.get(0).end);
        long last = Math.min(to, endOf(now));
        int index = indexAtOrBefore(end);
        for (; end <= last; end += period) {
            while (index + 1 < candles.size() && candles.get(index + 1).end <= end) {
                index++;
            }
            Candle candle = candles.get(index);
            found.add(candle.end == end ? candle : candle.next(end));
        }
        return found;
    }

    /** How things stood at the end of the last period that ended at a time or before; null when nothing is known. */
    @Nullable
    Candle before(long seconds) {
        int index = indexAtOrBefore(seconds);
        return index < 0 ? null : candles.get(index);
    }

    /** Contracts traded in the periods that end after a time. */
    long volumeSince(long seconds) {
        long volume = 0;
        for (int index = candles.size() - 1; index >= 0 && candles.get(index).end > seconds; index--) {
            volume += candles.get(index).volume;
        }
        return volume;
    }

    private int indexAtOrBefore(long end) {
        int low = 0;
        int high = candles.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (candles.get(middle).end <= end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Candle at(long micros) {
        long end = endOf(Math.floorDiv(micros, MICROS));
        Candle last = candles.isEmpty() ? null : candles.get(candles.size() - 1);
        if (last != null && last.end == end) {
            return last;
        }
        Candle candle = last == null ? Candle.first(end) : last.next(end);
        candles.add(candle);
        return candle;
    }

    private long endOf(long seconds) {
        return (Math.floorDiv(seconds, period) + 1) * period;
    }

    private long roundUp(long seconds) {
        return -Math.floorDiv(-seconds, period) * period;
    }
}
