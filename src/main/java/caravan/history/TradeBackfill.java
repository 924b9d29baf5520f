package caravan.history;

import caravan.model.Page;
import caravan.model.Trade;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Trades of one market, page by page. What lies before the exchange's cutoff is told by another operation, with the same
 * parameters.
 */
public final class TradeBackfill implements Backfill {
    private static final int PAGE = 1_000;

    private final String ticker;
    private final Instant since;
    private final Instant until;
    private final Instant cutoff;
    private boolean historical;
    private boolean more = true;
    private String cursor = "";
    private long read;
    private long stored;
    private long unreadable;

    /** @param cutoff where the historical operation ends and the other begins */
    TradeBackfill(String ticker, Instant since, Instant until, Instant cutoff) {
        this.ticker = ticker;
        this.since = since;
        this.until = until;
        this.cutoff = cutoff;
        this.historical = since.isBefore(cutoff);
    }

    @Override
    public boolean hasMore() {
        return more;
    }

    /** Whether the next page is for the historical operation. */
    public boolean isHistorical() {
        return historical;
    }

    @Override
    public Map<String, Object> nextPage() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("ticker", ticker);
        parameters.put("min_ts", since.getEpochSecond());
        // The exchange takes whole seconds: one more, so that the last is in.
        parameters.put("max_ts", until.getEpochSecond() + 1);
        parameters.put("limit", PAGE);
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return parameters;
    }

    /** Takes note of a page. */
    void keep(Page<Trade> page, int rows, int newRows, int unusable) {
        read += rows;
        stored += newRows;
        unreadable += unusable;
        cursor = page.cursor();
        if (page.isLast()) {
            more = historical && until.isAfter(cutoff);
            historical = false;
        }
    }

    @Override
    public Outcome outcome() {
        return new Outcome(ticker, since, until, read, stored, unreadable);
    }
}
