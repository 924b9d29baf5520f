package caravan.history;

import caravan.Databases;
import caravan.model.BookView;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real market-data database with rows of a test's choice; the ledger beside it. */
public final class RecordedData implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
    private static final long SUBSCRIPTION = 1;

    private final Databases databases;
    private final JdbcTemplate sql;
    private final JdbcTemplate ledger;
    private final Path folder;
    private long frame;

    public RecordedData(Path folder) {
        this(folder, "");
    }

    /** @param url where both databases are; empty for files in the folder */
    RecordedData(Path folder, String url) {
        this.folder = folder;
        databases = Databases.open(folder, "sandbox", "", url, "");
        databases.migrateMarketData();
        sql = new JdbcTemplate(databases.marketData());
        ledger = new JdbcTemplate(databases.ledger());
    }

    public History history() {
        return new History(tables(), folder.resolve("lists"), () -> after(3600));
    }

    public PastBooks pastBooks() {
        return pastBooks(ticker -> Optional.empty());
    }

    /** @param live the books as they are now */
    PastBooks pastBooks(Function<String, Optional<BookView>> live) {
        return new PastBooks(tables(), live, () -> after(3600));
    }

    public Neighbours neighbours() {
        return new Neighbours(tables());
    }

    public VerificationAnswer verification() {
        return new VerificationAnswer(new Verification(databases.marketData()));
    }

    public Backfills backfills() {
        return new Backfills(databases.marketData(), () -> after(3600));
    }

    private Tables tables() {
        return new Tables(databases.marketData(), databases.ledger());
    }

    /** Takes all rows out; what the databases know of themselves stays. */
    void clear() {
        List.of(sql, ledger).forEach(RecordedData::clear);
    }

    private static void clear(JdbcTemplate database) {
        database.queryForList(
                        "select table_name from information_schema.tables where table_schema = 'public'"
                                + " and table_name not like 'flyway%'"
                                + " and table_name not in ('checkpoints', 'recorded_environment') order by table_name",
                        String.class)
                .forEach(table -> database.update("delete from " + table));
    }

    /** So many seconds after the start. */
    public static Instant after(double seconds) {
        return START.plusNanos((long) (seconds * 1e9));
    }

    /** What a connection is called that was opened then. */
    static long connection(Instant opened) {
        return opened.getEpochSecond() * 1_000_000;
    }

    public void snapshot(long connection, long sequence, double seconds, String ticker, String levels) {
        sql.update(
                "insert into orderbook_snapshots values (?, ?, ?, ?, ?, ?, ?)",
                connection,
                ++frame,
                SUBSCRIPTION,
                sequence,
                time(after(seconds)),
                ticker,
                levels);
    }

    void delta(
            long connection, long sequence, double seconds, String ticker, String side, String price, String change) {
        sql.update(
                "insert into orderbook_deltas values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
                connection,
                ++frame,
                SUBSCRIPTION,
                sequence,
                time(after(seconds)),
                time(after(seconds)),
                ticker,
                side,
                new BigDecimal(price),
                new BigDecimal(change));
    }

    public void reply(long connection, long sequence, double seconds) {
        reply(connection, sequence, seconds, "ok", "{}", "add", "[]");
    }

    /**
     * What the exchange answered.
     *
     * @param command what was asked for, and {@code tickers} of which markets; null where nobody knows
     */
    void reply(
            long connection,
            long sequence,
            double seconds,
            String type,
            String text,
            @Nullable String command,
            @Nullable String tickers) {
        sql.update(
                "insert into control_replies values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                connection,
                ++frame,
                SUBSCRIPTION,
                sequence,
                time(after(seconds)),
                type,
                text,
                command,
                tickers);
    }

    /** A frame that belongs to some other stage: only its count is here. */
    void heard(long connection, double seconds) {
        sql.update(
                "insert into frame_counts (connection_id, first_frame, last_frame, type, table_name, connection,"
                        + " last_received_time, frames, quarantined, dropped)"
                        + " values (?, ?, ?, 'ticker', 'tickers', 'market-data', ?, 1, 0, 0)",
                connection,
                ++frame,
                frame,
                time(after(seconds)));
    }

    void gap(long connection, double seconds, String reason) {
        gap(connection, seconds, reason, 9L);
    }

    /** The gap that stands for the end of a subscription. */
    void end(long connection, double seconds, String reason) {
        gap(connection, seconds, reason, null);
    }

    private void gap(long connection, double seconds, String reason, @Nullable Long found) {
        sql.update(
                "insert into gaps (connection_id, gap_number, connection, subscription, expected_sequence,"
                        + " found_sequence, reason, markets, opened_time)"
                        + " values (?, ?, 'market-data', ?, 5, ?, ?, 1, ?)",
                connection,
                ++frame,
                SUBSCRIPTION,
                found,
                reason,
                time(after(seconds)));
    }

    public void ticker(double seconds, String ticker, String bid) {
        sql.update(
                "insert into tickers (connection_id, frame_number, subscription, received_time, ticker, bid_price_dollars,"
                        + " volume_contracts) values (1, ?, 1, ?, ?, ?, 12.5)",
                ++frame,
                time(after(seconds)),
                ticker,
                new BigDecimal(bid));
    }

    public void trade(double seconds, String ticker, String tradeId, String price) {
        sql.update(
                "insert into trades values (1, ?, 1, 1, ?, ?, ?, ?, ?, 3.25, 'bid', false)",
                ++frame,
                time(after(seconds)),
                time(after(seconds)),
                tradeId,
                ticker,
                new BigDecimal(price));
    }

    /** A row as a backfill makes it. */
    void tradeFromRest(long number, double seconds, String ticker, String tradeId) {
        sql.update(
                "insert into trades values (-5, ?, 0, 0, ?, ?, ?, ?, 0.5, 1, 'bid', false)",
                number,
                time(after(3_000)),
                time(after(seconds)),
                tradeId,
                ticker);
    }

    /** Profit and loss of a market on a day after 2026-11-20. */
    void pnl(int day, String ticker, String total, int fills) {
        ledger.update(
                "insert into pnl (day_time, ticker, event_ticker, total_dollars, spread_capture_dollars,"
                        + " inventory_dollars, fees_dollars, rewards_dollars, realized_dollars, unrealized_dollars,"
                        + " settled_dollars, fills, traded_contracts, unmarked_fills, predicted_fees, updated_time)"
                        + " values (?, ?, 'KXA', ?, 0, 0, 0, 0, 0, 0, 0, ?, 1, 0, 0, ?)",
                START.truncatedTo(ChronoUnit.DAYS).plus(day, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC),
                ticker,
                new BigDecimal(total),
                fills,
                START.atOffset(ZoneOffset.UTC));
    }

    void fill(double seconds, String ticker, String tradeId) {
        ledger.update(
                "insert into fills (trade_id, order_id, ticker, book_side, outcome, action, yes_price_dollars,"
                        + " quantity_contracts, fee_dollars, taker, exchange_time, received_time, source)"
                        + " values (?, 'o', ?, 'bid', 'yes', 'buy', 0.5, 2, 0.000001, true, ?, ?, 'socket')",
                tradeId,
                ticker,
                time(after(seconds)),
                time(after(seconds)));
    }

    void quarantined(double seconds, String text) {
        sql.update(
                "insert into quarantine (connection_id, frame_number, connection, subscription, sequence, received_time,"
                        + " reason, frame_text) values (1, ?, 'market-data', 1, 1, ?, 'not JSON', ?)",
                ++frame,
                time(after(seconds)),
                text);
    }

    void index(double seconds, String index, String value) {
        sql.update(
                "insert into index_values (connection_id, frame_number, subscription, sequence, received_time, type,"
                        + " index_id, index_value, vendor_text) values (1, ?, 1, 1, ?, 'cfbenchmarks_value', ?, ?, '{}')",
                ++frame,
                time(after(seconds)),
                index,
                new BigDecimal(value));
    }

    /** The columns of each table there is. */
    Map<String, Set<String>> marketDataColumns() {
        Map<String, Set<String>> columns = new TreeMap<>();
        sql.query(
                "select table_name, column_name from information_schema.columns where table_schema = current_schema",
                row -> {
                    columns.computeIfAbsent(row.getString(1), name -> new TreeSet<>())
                            .add(row.getString(2));
                });
        return columns;
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        databases.close();
    }
}
