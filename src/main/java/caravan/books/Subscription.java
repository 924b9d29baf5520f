package caravan.books;

import caravan.model.Frame;
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
    private @Nullable Set<String> members;

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

    /** Whether a market is known not to be in the subscription. */
    boolean lacks(String ticker) {
        return members != null && !members.contains(ticker);
    }

    /** Notes what the subscription consists of; null when that is not known any more. */
    void members(@Nullable Set<String> all) {
        members = all;
    }

    @Override
    public String toString() {
        return connection + " " + connectionId + "/" + number;
    }
}
