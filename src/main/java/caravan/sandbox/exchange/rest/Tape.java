package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Trade;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The latest trades of all markets, oldest first.
 *
 * <p>Whoever missed something asks for it later, so days of trades are kept, in plain arrays: some thirty bytes each.
 * What was forgotten is known, so that nobody takes what is left for everything.
 */
final class Tape extends AbstractList<TapeTrade> implements RandomAccess {
    /** Three days of the markets as shipped. */
    static final int KEPT = 1_000_000;

    /** No trade was ever forgotten. */
    static final long NEVER = Long.MIN_VALUE;

    /** Trades are forgotten that many at a time. */
    private static final int CHUNK = 4_096;

    /** Some trades that follow each other. */
    private static final class Chunk {
        final Market[] markets = new Market[CHUNK];
        final long[] quantities = new long[CHUNK];
        final long[] times = new long[CHUNK];
        final short[] prices = new short[CHUNK];
        final boolean[] sellers = new boolean[CHUNK];
    }

    private final int least;
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<@Nullable TradeNumbers> byMarket = new ArrayList<>();
    /** The number of the oldest trade that is kept; trades are numbered without gaps. */
    private long first;

    private int size;
    private long forgotten = NEVER;

    /** @param least how many trades are kept at least */
    Tape(int least) {
        this.least = least;
    }

    void add(Trade trade) {
        if (size == 0) {
            first = trade.number();
        } else if (trade.number() != first + size) {
            throw new IllegalArgumentException(
                    "expected trade " + (first + size) + ", found " + trade.number() + "; a trade was not heard of");
        }
        int place = size % CHUNK;
        if (place == 0) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.get(chunks.size() - 1);
        chunk.markets[place] = trade.market();
        chunk.quantities[place] = trade.quantity();
        chunk.times[place] = trade.time();
        chunk.prices[place] = (short) trade.price();
        chunk.sellers[place] = trade.taker().side() == BookSide.ASK;
        size++;
        numbers(trade.market()).add(trade.number());
        if (size >= least + CHUNK) {
            forget();
        }
    }

    /** A market's trades, oldest first. A view. */
    List<TapeTrade> of(Market market) {
        return new OneMarket(numbers(market));
    }

    /** The time of the last trade that was forgotten, in microseconds; {@link #NEVER} when all are kept. */
    long forgotten() {
        return forgotten;
    }

    /** The same for the trades of one market. */
    long forgotten(Market market) {
        return numbers(market).forgotten();
    }

    /**
     * The trades of a stretch of time.
     *
     * @param rising trades, oldest first
     * @param from microseconds, inclusive
     * @param to microseconds, exclusive
     */
    static List<TapeTrade> between(List<TapeTrade> rising, long from, long to) {
        int start = before(rising, from);
        return rising.subList(start, Math.max(start, before(rising, to)));
    }

    /** How many trades came before a time. */
    private static int before(List<TapeTrade> rising, long time) {
        int low = 0;
        int high = rising.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rising.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public TapeTrade get(int index) {
        Chunk chunk = chunks.get(index / CHUNK);
        int place = index % CHUNK;
        return new TapeTrade(
                first + index,
                chunk.markets[place],
                chunk.sellers[place] ? BookSide.ASK : BookSide.BID,
                chunk.prices[place],
                chunk.quantities[place],
                chunk.times[place]);
    }

    @Override
    public int size() {
        return size;
    }

    private void forget() {
        Chunk oldest = chunks.remove(0);
        for (int place = 0; place < CHUNK; place++) {
            numbers(oldest.markets[place]).forgetFirst(oldest.times[place]);
        }
        forgotten = oldest.times[CHUNK - 1];
        first += CHUNK;
        size -= CHUNK;
    }

    private TradeNumbers numbers(Market market) {
        while (byMarket.size() <= market.number()) {
            byMarket.add(null);
        }
        TradeNumbers known = byMarket.get(market.number());
        if (known == null) {
            known = new TradeNumbers();
            byMarket.set(market.number(), known);
        }
        return known;
    }

    /** One market's part of the tape. */
    private final class OneMarket extends AbstractList<TapeTrade> implements RandomAccess {
        private final TradeNumbers numbers;

        OneMarket(TradeNumbers numbers) {
            this.numbers = numbers;
        }

        @Override
        public TapeTrade get(int index) {
            return Tape.this.get((int) (numbers.get(index) - first));
        }

        @Override
        public int size() {
            return numbers.size();
        }
    }
}
