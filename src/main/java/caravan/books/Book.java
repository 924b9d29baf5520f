package caravan.books;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.TopOfBook;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mirror of one market's order book.
 *
 * <p>One thread changes it, any may look at it: each holds the book's own lock for that moment, which nearly always
 * nobody else wants. What only the changing thread asks for needs no lock.
 */
final class Book {
    /** What an update did. */
    enum Effect {
        NOTHING_TO_TELL,
        TOP_CHANGED,
        /** It took more than was there. Nothing was changed. */
        NEGATIVE,
        /** Somebody bids what somebody asks, or more: the exchange would have matched them. */
        CROSSED,
        /** A valid book was another one: an update must have been lost without a trace. */
        WAS_WRONG
    }

    /** Each costs some fifty bytes; a book that changes more often while it is watched is not compared. */
    private static final int MOST_WATCHED = 100_000;

    private final String ticker;
    private final Levels bids = new Levels(BookSide.BID);
    private final Levels asks = new Levels(BookSide.ASK);
    private Subscription source;
    private volatile BookState state = BookState.SUSPECT;
    private @Nullable String reason;
    private long sequence;
    private long snapshotSequence;
    private @Nullable Instant exchangeTime;
    private Instant receivedTime;
    /** What the book was since it is watched; null while it is not. */
    private @Nullable Set<Long> watched;

    /** A book that nothing is known about yet. */
    Book(String ticker, Subscription source, String reason, Instant now) {
        this.ticker = ticker;
        this.source = source;
        this.reason = reason;
        this.receivedTime = now;
    }

    String ticker() {
        return ticker;
    }

    /** Where its updates come from. For the thread that changes it. */
    Subscription source() {
        return source;
    }

    /** Where its last snapshot stood; for the thread that changes it. */
    long snapshotSequence() {
        return snapshotSequence;
    }

    BookState state() {
        return state;
    }

    boolean isValid() {
        return state == BookState.VALID;
    }

    /** Applies a change to a valid book. */
    synchronized Effect change(BookUpdate.Delta delta, Instant received) {
        Levels side = delta.side() == BookSide.BID ? bids : asks;
        int price = delta.price().units();
        boolean wasEmpty = side.isEmpty();
        int bestPrice = wasEmpty ? 0 : side.bestPrice();
        long bestQuantity = wasEmpty ? 0 : side.bestQuantity();
        if (!side.change(price, delta.change().units())) {
            return Effect.NEGATIVE;
        }
        stamp(delta.sequence(), delta.exchangeTime(), received);
        noteIfWatched();
        if (isCrossed()) {
            return Effect.CROSSED;
        }
        boolean same = side.isEmpty()
                ? wasEmpty
                : !wasEmpty && side.bestPrice() == bestPrice && side.bestQuantity() == bestQuantity;
        return same ? Effect.NOTHING_TO_TELL : Effect.TOP_CHANGED;
    }

    /** Takes a whole book, which makes it valid unless it makes no sense. */
    synchronized Effect replace(BookUpdate.Snapshot snapshot, Subscription from, Instant received) {
        TopOfBook before = top();
        boolean toCompare = isValid() && source == from;
        long digest = digest(bids, asks);
        source = from;
        snapshotSequence = snapshot.sequence();
        stamp(snapshot.sequence(), null, received);
        if (!fill(bids, asks, snapshot.levels())) {
            return Effect.NEGATIVE;
        }
        if (isCrossed()) {
            return Effect.CROSSED;
        }
        state = BookState.VALID;
        reason = null;
        noteIfWatched();
        if (toCompare && digest != digest(bids, asks)) {
            return Effect.WAS_WRONG;
        }
        return isSameTop(before) ? Effect.NOTHING_TO_TELL : Effect.TOP_CHANGED;
    }

    /** Says why the book cannot be trusted. */
    synchronized void distrust(BookState worse, String why) {
        state = worse;
        reason = why;
        watched = null;
    }

    /** Notes from now on how the book changes, until it is no longer valid. Returns whether it is. */
    synchronized boolean watch() {
        watched = isValid() ? new HashSet<>(Set.of(digest(bids, asks))) : null;
        return watched != null;
    }

    /** The digests of what the book was since {@link #watch}; empty where it was not valid all the time. */
    synchronized Set<Long> watched() {
        return watched == null ? Set.of() : Set.copyOf(watched);
    }

    synchronized void unwatch() {
        watched = null;
    }

    private void noteIfWatched() {
        if (watched != null) {
            watched.add(digest(bids, asks));
            if (watched.size() > MOST_WATCHED) {
                watched = null;
            }
        }
    }

    /** The book waits for its first snapshot from another subscription. */
    synchronized void expectFrom(Subscription other, String why) {
        source = other;
        distrust(BookState.SUSPECT, why);
    }

    private void stamp(long number, @Nullable Instant exchange, Instant received) {
        sequence = number;
        exchangeTime = exchange;
        receivedTime = received;
    }

    private boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.bestPrice() >= asks.bestPrice();
    }

    private boolean isSameTop(TopOfBook before) {
        return before.state() == state
                && isSame(bids, before.bid(), before.bidQuantity())
                && isSame(asks, before.ask(), before.askQuantity());
    }

    private static boolean isSame(Levels side, @Nullable Price price, @Nullable Quantity quantity) {
        return Objects.equals(bestPrice(side), price) && Objects.equals(bestQuantity(side), quantity);
    }

    synchronized TopOfBook top() {
        return new TopOfBook(
                ticker,
                state,
                reason,
                bestPrice(bids),
                bestQuantity(bids),
                bestPrice(asks),
                bestQuantity(asks),
                exchangeTime,
                receivedTime);
    }

    synchronized BookView view() {
        return new BookView(
                ticker,
                state,
                reason,
                bids.bestFirst(),
                asks.bestFirst(),
                source.connectionId(),
                source.number(),
                sequence,
                exchangeTime,
                receivedTime);
    }

    private static @Nullable Price bestPrice(Levels side) {
        return side.isEmpty() ? null : new Price(side.bestPrice());
    }

    private static @Nullable Quantity bestQuantity(Levels side) {
        return side.isEmpty() ? null : new Quantity(side.bestQuantity());
    }

    /** The digest of a book that was told whole; null where no book has such levels. */
    static @Nullable Long digest(Iterable<Level> levels) {
        Levels bids = new Levels(BookSide.BID);
        Levels asks = new Levels(BookSide.ASK);
        return fill(bids, asks, levels) ? digest(bids, asks) : null;
    }

    private static long digest(Levels bids, Levels asks) {
        return bids.digest() + asks.digest();
    }

    /** Returns false where a quantity is negative. A price that is named twice has both quantities. */
    private static boolean fill(Levels bids, Levels asks, Iterable<Level> levels) {
        bids.clear();
        asks.clear();
        for (Level level : levels) {
            Levels side = level.side() == BookSide.BID ? bids : asks;
            if (level.quantity().units() < 0
                    || !side.change(level.price().units(), level.quantity().units())) {
                return false;
            }
        }
        return true;
    }
}
