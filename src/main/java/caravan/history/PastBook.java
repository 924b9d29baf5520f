package caravan.history;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A book on its way from a snapshot to a later moment.
 *
 * <p>Changes only add up, so they may be applied in any order; each counts once, however often it was received. Confined
 * to the call that made it.
 */
final class PastBook {
    private static final ObjectMapper JSON = new ObjectMapper();

    final String ticker;
    final long connectionId;
    final long frameNumber;
    final long subscription;
    final long snapshotSequence;
    final Instant snapshotTime;
    private final Sequence applied;
    private final Map<BookSide, TreeMap<Price, Quantity>> sides = new EnumMap<>(BookSide.class);
    private long sequence;
    private Instant receivedTime;
    private @Nullable Instant exchangeTime;
    private BookState state = BookState.VALID;
    private @Nullable String reason;

    /** Starts from a row of {@code orderbook_snapshots}. */
    PastBook(String ticker, ResultSet snapshot) throws SQLException {
        this.ticker = ticker;
        this.connectionId = snapshot.getLong("connection_id");
        this.frameNumber = snapshot.getLong("frame_number");
        this.subscription = snapshot.getLong("subscription");
        this.snapshotSequence = snapshot.getLong("sequence");
        this.snapshotTime = time(snapshot, "received_time");
        this.receivedTime = snapshotTime;
        this.sequence = snapshotSequence;
        this.applied = new Sequence(snapshotSequence);
        JsonNode levels = levels(snapshot.getString("levels"));
        for (BookSide side : BookSide.values()) {
            Comparator<Price> bestFirst = Comparator.naturalOrder();
            TreeMap<Price, Quantity> levelsOfSide =
                    new TreeMap<>(side == BookSide.BID ? bestFirst.reversed() : bestFirst);
            for (JsonNode level : levels.path(side.name().toLowerCase(Locale.ROOT))) {
                levelsOfSide.put(
                        Price.parse(level.path(0).asText()),
                        Quantity.parse(level.path(1).asText()));
            }
            sides.put(side, levelsOfSide);
        }
    }

    /** Applies rows of {@code orderbook_deltas}. */
    void apply(ResultSet changes) throws SQLException {
        while (changes.next()) {
            long number = changes.getLong("sequence");
            if (!applied.hear(number)) {
                continue;
            }
            BookSide side = BookSide.valueOf(changes.getString("book_side").toUpperCase(Locale.ROOT));
            sides.get(side)
                    .merge(
                            Price.of(changes.getBigDecimal("price_dollars")),
                            Quantity.of(changes.getBigDecimal("change_contracts")),
                            Quantity::plus);
            if (number > sequence) {
                sequence = number;
                receivedTime = time(changes, "received_time");
                exchangeTime = changes.getObject("exchange_time") == null ? null : time(changes, "exchange_time");
            }
        }
    }

    /** Says why the book is not to be trusted; the first reason stays. */
    void doubt(BookState state, String reason) {
        if (this.reason == null) {
            this.state = state;
            this.reason = reason;
        }
    }

    BookView view() {
        List<BookUpdate.Level> bids = levels(BookSide.BID);
        List<BookUpdate.Level> asks = levels(BookSide.ASK);
        if (bids.stream().anyMatch(PastBook::isNegative) || asks.stream().anyMatch(PastBook::isNegative)) {
            doubt(BookState.SUSPECT, "more was taken from a price than had been there");
        } else if (!bids.isEmpty()
                && !asks.isEmpty()
                && bids.get(0).price().compareTo(asks.get(0).price()) >= 0) {
            doubt(BookState.SUSPECT, "the best bid is not below the best ask");
        }
        return new BookView(
                ticker, state, reason, bids, asks, connectionId, subscription, sequence, exchangeTime, receivedTime);
    }

    private static boolean isNegative(BookUpdate.Level level) {
        return level.quantity().units() < 0;
    }

    private List<BookUpdate.Level> levels(BookSide side) {
        return sides.get(side).entrySet().stream()
                .filter(level -> level.getValue().units() != 0)
                .map(level -> new BookUpdate.Level(side, level.getKey(), level.getValue()))
                .toList();
    }

    private static JsonNode levels(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException damaged) {
            throw new UnansweredException("expected levels as JSON in a recorded snapshot, found other text", damaged);
        }
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
