package caravan.history;

import caravan.model.BookState;
import caravan.model.BookView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The book of a market at a past moment, as it was known here then: the last snapshot before it, and every change since
 * of the same connection and subscription.
 *
 * <p>It is VALID only when that can be shown. A number of the subscription that was not recorded, of whatever market, may
 * have been a change of this book; so may what a noted gap has lost: then it is SUSPECT. It is STALE when its market,
 * subscription or connection had ended by that moment. A connection was there for as long as any frame of it shows, and
 * is there now if the live book says so; between its last frame and now nobody can tell silence from an end. Safe for use
 * by several threads.
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
            "select reason, opened_time, ticker, found_sequence from gaps where connection_id = ? and subscription = ?"
                    + " and (ticker is null or ticker = ?) and opened_time >= ? and opened_time <= ?"
                    + " order by opened_time limit 1";
    private static final List<String> NUMBERED =
            List.of("orderbook_deltas", "orderbook_snapshots", "control_replies", "quarantine");
    private static final List<String> FRAMES = List.of(
            "orderbook_deltas",
            "orderbook_snapshots",
            "tickers",
            "trades",
            "market_lifecycle",
            "communications",
            "index_values",
            "underlying_values",
            "control_replies",
            "quarantine");

    private final Tables tables;
    private final Departures departures;
    private final Function<String, Optional<BookView>> live;
    private final InstantSource clock;

    /**
     * Makes it.
     *
     * @param live the book of a market as it is now; empty where nobody mirrors it
     */
    public PastBooks(Tables tables, Function<String, Optional<BookView>> live, InstantSource clock) {
        this.tables = tables;
        this.departures = new Departures(tables);
        this.live = live;
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
            doubtIfReplaced(book, at);
            departures.doubtIfLeft(book, at);
            doubtIfGapWasNoted(book, at);
            doubtIfIncomplete(book, at);
            doubtIfNothingWasHeard(book, at);
            return book.view();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void doubtIfReplaced(PastBook book, Instant at) throws IOException {
        Instant next = tables.ask(
                "select connection_id from orderbook_snapshots where connection_id > ? order by connection_id limit 1",
                List.of(book.connectionId),
                rows -> rows.next() ? Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS) : null);
        if (next != null && !next.isAfter(at)) {
            book.doubt(
                    BookState.STALE,
                    "its connection was lost; the next one, of %s, had not told this book yet".formatted(next));
        }
    }

    /** Rows may have been deleted, or not have come yet; counts of frames stay. */
    private void doubtIfNothingWasHeard(PastBook book, Instant at) throws IOException {
        if (isThereNow(book)) {
            return;
        }
        Instant heard = latest(
                book.snapshotTime,
                "select last_received_time from frame_counts where connection_id = ? order by first_frame desc limit 1",
                book.connectionId);
        for (String table : FRAMES) {
            String last = "select received_time from %s where connection_id = ? order by frame_number desc limit 1";
            heard = latest(heard, last.formatted(table), book.connectionId);
        }
        if (heard.isBefore(at)) {
            book.doubt(
                    BookState.STALE,
                    "nothing was heard on its connection after %s, so nobody knows whether it was still there"
                            .formatted(heard));
        }
    }

    private boolean isThereNow(PastBook book) {
        return live.apply(book.ticker)
                .filter(now -> now.connectionId() == book.connectionId && now.state() != BookState.STALE)
                .isPresent();
    }

    private Instant latest(Instant known, String question, long connectionId) throws IOException {
        Instant found = tables.ask(
                question,
                List.of(connectionId),
                rows -> rows.next() ? rows.getObject(1, OffsetDateTime.class).toInstant() : known);
        return found.isAfter(known) ? found : known;
    }

    private void doubtIfGapWasNoted(PastBook book, Instant at) throws IOException {
        tables.ask(GAP, List.of(book.connectionId, book.subscription, book.ticker, book.snapshotTime, at), rows -> {
            if (rows.next()) {
                // A gap of all markets that no frame showed is the end of their subscription.
                boolean ended = rows.getString("ticker") == null && rows.getObject("found_sequence") == null;
                book.doubt(
                        ended ? BookState.STALE : BookState.SUSPECT,
                        rows.getString("reason") + " at " + PastBook.time(rows, "opened_time"));
            }
            return book;
        });
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
