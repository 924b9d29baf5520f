package caravan.history;

import caravan.model.BookState;
import caravan.model.BookView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The book of a market at a past moment, as it was known here then: the last snapshot before it, and every change since
 * of the same connection and subscription.
 *
 * <p>It is VALID only when that can be shown. A number of the subscription that was not recorded, of whatever market, may
 * have been a change of this book; so may what a noted gap has lost: then it is SUSPECT. It is STALE when the connection
 * was gone at that moment. Safe for use by several threads.
 */
public final class PastBooks {
    private static final Set<String> NAMES = Set.of("ticker", "at");
    private static final String PRESENT = "select connection_id, frame_number, subscription, sequence, received_time,"
            + " levels from orderbook_snapshots where ticker = ? and received_time <= ?"
            + " order by received_time desc, connection_id desc, frame_number desc limit 1";
    private static final String CHANGES = "select sequence, received_time, exchange_time, book_side, price_dollars,"
            + " change_contracts from orderbook_deltas where ticker = ? and received_time >= ? and received_time <= ?"
            + " and connection_id = ? and subscription = ?";
    private static final String NEXT_CHANGE = "select frame_number from orderbook_deltas where ticker = ?"
            + " and received_time > ? and connection_id = ? order by received_time, frame_number limit 1";
    private static final String GAP =
            "select reason, opened_time from gaps where connection_id = ? and subscription = ?"
                    + " and (ticker is null or ticker = ?) and opened_time >= ? and opened_time <= ?"
                    + " order by opened_time limit 1";
    private static final List<String> NUMBERED =
            List.of("orderbook_deltas", "orderbook_snapshots", "control_replies", "quarantine");
    private static final List<String> FRAMES =
            List.of("orderbook_deltas", "orderbook_snapshots", "tickers", "trades", "control_replies");
    /** Twice the silence after which a connection is given up as the settings are shipped. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Tables tables;
    private final InstantSource clock;

    public PastBooks(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * The book of a market.
     *
     * @param parameters {@code ticker}, and {@code at}: a time, or how long ago; without it: now
     * @return null when nothing was known of it at that moment
     */
    public @Nullable BookView at(Map<String, String> parameters) {
        Query.requireOnly(parameters, NAMES);
        String ticker = Query.requiredTicker(parameters);
        Instant asked = Query.moment(parameters, "at", clock);
        Instant at = asked != null ? asked : clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            PastBook book =
                    tables.ask(PRESENT, List.of(ticker, at), rows -> rows.next() ? new PastBook(ticker, rows) : null);
            if (book == null) {
                return null;
            }
            tables.ask(CHANGES, List.of(ticker, book.snapshotTime, at, book.connectionId, book.subscription), rows -> {
                book.apply(rows);
                return book;
            });
            doubtIfLost(book, at);
            doubtIfGapWasNoted(book, at);
            doubtIfIncomplete(book, at);
            return book.view();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void doubtIfLost(PastBook book, Instant at) throws IOException {
        Instant next = tables.ask(
                "select connection_id from orderbook_snapshots where connection_id > ? order by connection_id limit 1",
                List.of(book.connectionId),
                rows -> rows.next() ? Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS) : null);
        if (next != null && !next.isAfter(at)) {
            book.doubt(
                    BookState.STALE,
                    "its connection was lost; the next one, of %s, had not told this book yet".formatted(next));
            return;
        }
        Instant heard = book.snapshotTime;
        for (String table : FRAMES) {
            Instant last = tables.ask(
                    "select received_time from " + table
                            + " where connection_id = ? order by frame_number desc limit 1",
                    List.of(book.connectionId),
                    rows -> rows.next() ? PastBook.time(rows, "received_time") : null);
            heard = last != null && last.isAfter(heard) ? last : heard;
        }
        if (heard.plus(LONGEST_SILENCE).isBefore(at)) {
            book.doubt(BookState.STALE, "nothing was heard on its connection after %s".formatted(heard));
        }
    }

    private void doubtIfGapWasNoted(PastBook book, Instant at) throws IOException {
        String reason = tables.ask(
                GAP,
                List.of(book.connectionId, book.subscription, book.ticker, book.snapshotTime, at),
                rows -> rows.next() ? rows.getString("reason") + " at " + PastBook.time(rows, "opened_time") : null);
        if (reason != null) {
            book.doubt(BookState.SUSPECT, reason);
        }
    }

    /** Asks for the numbers of all markets of the subscription, which share one count. */
    private void doubtIfIncomplete(PastBook book, Instant at) throws IOException {
        Long next = tables.ask(
                NEXT_CHANGE,
                List.of(book.ticker, at, book.connectionId),
                rows -> rows.next() ? (Long) rows.getLong(1) : null);
        Sequence numbers = new Sequence(book.snapshotSequence);
        try {
            for (String table : NUMBERED) {
                tables.ask(
                        "select sequence from " + table + " where connection_id = ? and frame_number > ?"
                                + " and frame_number < ? and subscription = ? and received_time <= ? and sequence > ?",
                        List.of(
                                book.connectionId,
                                book.frameNumber,
                                Objects.requireNonNullElse(next, Long.MAX_VALUE),
                                book.subscription,
                                at,
                                book.snapshotSequence),
                        rows -> heard(rows, numbers));
            }
        } catch (UnansweredException late) {
            book.doubt(BookState.SUSPECT, "it could not be checked for gaps: " + late.getMessage());
            return;
        }
        OptionalLong hole = numbers.hole();
        if (hole.isPresent()) {
            book.doubt(BookState.SUSPECT, "number %d of its subscription was not recorded".formatted(hole.getAsLong()));
        }
    }

    private static boolean heard(ResultSet rows, Sequence numbers) throws SQLException {
        while (rows.next()) {
            numbers.hear(rows.getLong(1));
        }
        return true;
    }
}
