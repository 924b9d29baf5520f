package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Trade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known about one market's past. */
final class MarketRecord {
    private static final int MINUTE = 0;
    private static final long DAY = 86_400;

    private final Market market;
    private final long created;
    private final List<Candles> candles = List.of(new Candles(60), new Candles(3_600), new Candles(DAY));
    private long updated;
    private int bid = Candle.NONE;
    private int ask = Candle.NONE;

    MarketRecord(Market market, long created) {
        this.market = market;
        this.created = created;
        this.updated = created;
    }

    Market market() {
        return market;
    }

    long created() {
        return created;
    }

    /** When it last changed otherwise than by trading. */
    long updated() {
        return updated;
    }

    /** Forgets how it came about that things stand as they do: the candles shorter than a day. */
    void condense() {
        for (Candles some : candles) {
            if (some.period() < DAY) {
                some.keepLast();
            }
        }
    }

    /** @param minutes 1, 60 or 1440 */
    Candles candles(int minutes) {
        return candles.stream()
                .filter(some -> some.period() == minutes * 60L)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected 1, 60 or 1440 minutes, found " + minutes));
    }

    /** Contracts traded during the last day. */
    long dayVolume(long nowSeconds) {
        return candles.get(MINUTE).volumeSince(nowSeconds - DAY);
    }

    /** How things stood a day ago; null when the market is younger. */
    @Nullable
    Candle dayAgo(long nowSeconds) {
        return candles.get(MINUTE).before(nowSeconds - DAY);
    }

    void changed(long time) {
        updated = time;
    }

    /** Looks at a book that has changed. */
    void quoted(long time) {
        int newBid = Math.max(0, market.book().best(BookSide.BID));
        int best = market.book().best(BookSide.ASK);
        int newAsk = best < 0 ? Price.UNITS_PER_DOLLAR : best;
        if (newBid != bid || newAsk != ask) {
            bid = newBid;
            ask = newAsk;
            for (Candles some : candles) {
                some.quoted(bid, ask, time);
            }
        }
    }

    void traded(Trade trade) {
        for (Candles some : candles) {
            some.traded(market, trade.price(), trade.quantity(), trade.time());
        }
    }
}
