package caravan.history;

import caravan.model.Candle;
import caravan.model.Page;
import caravan.model.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Begins requests for what was missed, and stores what comes of them.
 *
 * <p>Everything has a key of its own, so asking twice stores once. Safe for use by several threads.
 */
public final class Backfills {
    private static final Set<String> TRADE_NAMES = Set.of("ticker", "since", "until");
    private static final Set<String> CANDLE_NAMES = Set.of("ticker", "since", "until", "minutes");
    private static final Set<String> PERIODS = Set.of("1", "60", "1440");
    private final BackfillRows rows;
    private final InstantSource clock;

    public Backfills(DataSource marketData, InstantSource clock) {
        this.rows = new BackfillRows(marketData);
        this.clock = clock;
    }

    /**
     * Begins with trades.
     *
     * @param parameters {@code ticker}, {@code since}, and if wanted {@code until}
     * @param cutoff the exchange's answer to where its historical operations end
     */
    public TradeBackfill trades(Map<String, String> parameters, JsonNode cutoff) {
        Query.requireOnly(parameters, TRADE_NAMES);
        return new TradeBackfill(Query.requiredTicker(parameters), since(parameters), until(parameters), time(cutoff));
    }

    /**
     * Begins with candles.
     *
     * @param parameters {@code ticker}, {@code since}, and if wanted {@code until} and {@code minutes}: 1, 60 or 1440
     */
    public CandleBackfill candles(Map<String, String> parameters) {
        Query.requireOnly(parameters, CANDLE_NAMES);
        String minutes = parameters.getOrDefault("minutes", "1");
        if (!PERIODS.contains(minutes)) {
            throw new BadQueryException(
                    "minutes: expected 1, 60 or 1440, found '%s'".formatted(Query.shortened(minutes)));
        }
        return new CandleBackfill(
                Query.requiredTicker(parameters), since(parameters), until(parameters), Integer.parseInt(minutes));
    }

    private Instant since(Map<String, String> parameters) {
        Instant since = Query.moment(parameters, "since", clock);
        if (since == null) {
            throw new BadQueryException("since: expected a duration such as 2h or a time, found none");
        }
        if (!since.isBefore(until(parameters))) {
            throw new BadQueryException("expected since before until, found since " + parameters.get("since"));
        }
        return since;
    }

    private Instant until(Map<String, String> parameters) {
        Instant until = Query.moment(parameters, "until", clock);
        Instant now = clock.instant();
        return until == null || until.isAfter(now) ? now : until;
    }

    private static Instant time(JsonNode cutoff) {
        try {
            return OffsetDateTime.parse(cutoff.path("trades_created_ts").asText())
                    .toInstant();
        } catch (DateTimeParseException other) {
            return Instant.EPOCH;
        }
    }

    /** Stores a page of trades. */
    public void keepTrades(TradeBackfill backfill, Page<Trade> page) {
        List<Trade> usable = page.items().stream()
                .filter(trade -> trade.tradeId() != null && trade.exchangeTime() != null)
                .toList();
        int unusable = page.items().size() - usable.size() + page.unreadable().size();
        backfill.keep(page, usable.size(), rows.storeTrades(usable, now()), unusable);
    }

    /** Stores a page of candles, but none whose period goes on: it would never be put right. */
    public void keepCandles(CandleBackfill backfill, Page<Candle> page) {
        Instant now = now();
        List<Candle> complete = page.items().stream()
                .filter(candle -> candle.endTime().isBefore(now))
                .toList();
        backfill.keep(
                complete.size(),
                rows.storeCandles(complete, backfill.minutes(), now),
                page.unreadable().size());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
