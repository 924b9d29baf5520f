package caravan.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Candles of one market, as many at a time as the exchange gives. */
public final class CandleBackfill implements Backfill {
    /** The exchange gives 10 000 in one answer. */
    private static final int PAGE = 5_000;

    private final String ticker;
    private final Instant since;
    private final Instant until;
    private final int minutes;
    private Instant next;
    private long read;
    private long stored;
    private long unreadable;

    CandleBackfill(String ticker, Instant since, Instant until, int minutes) {
        this.ticker = ticker;
        this.since = since;
        this.until = until;
        this.minutes = minutes;
        this.next = since;
    }

    int minutes() {
        return minutes;
    }

    @Override
    public boolean hasMore() {
        return next.isBefore(until);
    }

    @Override
    public Map<String, Object> nextPage() {
        return Map.of(
                "market_tickers",
                ticker,
                "start_ts",
                next.getEpochSecond(),
                "end_ts",
                end().getEpochSecond(),
                "period_interval",
                minutes);
    }

    private Instant end() {
        Instant end = next.plus(Duration.ofMinutes((long) minutes * PAGE));
        return end.isBefore(until) ? end : until;
    }

    /** Takes note of a page. */
    void keep(int rows, int newRows, int unusable) {
        read += rows;
        stored += newRows;
        unreadable += unusable;
        next = end();
    }

    @Override
    public Outcome outcome() {
        return new Outcome(ticker, since, until, read, stored, unreadable);
    }
}
