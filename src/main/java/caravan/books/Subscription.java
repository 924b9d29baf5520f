package caravan.books;

import caravan.model.Frame;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to order books on one connection: its count of frames, and the books that it feeds.
 *
 * <p>Used by one thread.
 */
final class Subscription {
    /** Where a frame stands in the count. */
    enum Place {
        NEXT,
        /** Frames before it are missing. */
        AHEAD,
        /** It is the last frame once more, letter by letter. */
        AGAIN,
        /** Its place was taken already by another one, or it has none. */
        BEHIND
    }

    private final String connection;
    private final long connectionId;
    private final long number;
    private final Set<Book> books = new LinkedHashSet<>();
    private long last;
    private @Nullable String lastText;
    private final Set<String> gone = new HashSet<>();

    Subscription(String connection, long connectionId, long number) {
        this.connection = connection;
        this.connectionId = connectionId;
        this.number = number;
    }

    String connection() {
        return connection;
    }

    long connectionId() {
        return connectionId;
    }

    long number() {
        return number;
    }

    /** The number that the next frame has to have. */
    long expected() {
        return last + 1;
    }

    /** Notes a frame in the count. Frames that are behind do not turn it back. */
    Place place(Frame frame) {
        long found = frame.sequence();
        long missing = found - expected();
        if (missing >= 0) {
            last = found;
            lastText = frame.text();
            return missing == 0 ? Place.NEXT : Place.AHEAD;
        }
        return found == last && found != 0 && frame.text().equals(lastText) ? Place.AGAIN : Place.BEHIND;
    }

    Set<Book> books() {
        return books;
    }

    /** Notes that the market of a book is not in the subscription any more. */
    void lost(Book book) {
        books.remove(book);
        gone.add(book.ticker());
    }

    /** Notes that a market is in the subscription. */
    void has(String ticker) {
        gone.remove(ticker);
    }

    /** Notes that frames are missing: some of them may have said that a market is there again. */
    void isUncertain() {
        gone.clear();
    }

    /** Whether a market is known to have left the subscription. */
    boolean lacks(String ticker) {
        return gone.contains(ticker);
    }

    @Override
    public String toString() {
        return connection + " " + connectionId + "/" + number;
    }
}
