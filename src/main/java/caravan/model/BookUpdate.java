package caravan.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the exchange says about one order book, in the order it was said. */
public sealed interface BookUpdate extends StreamMessage {
    @Override
    String ticker();

    /** The exchange's number for the subscription; starts afresh with every connection. */
    long subscription();

    /** Counts up by one per subscription, across its markets; a jump means that an update was lost. */
    long sequence();

    /** The whole book; replaces everything known before. */
    record Snapshot(String ticker, long subscription, long sequence, List<Level> levels) implements BookUpdate {
        public Snapshot {
            levels = List.copyOf(levels);
        }
    }

    /**
     * A change of the resting quantity at one price; negative when quantity left the book.
     *
     * @param clientOrderId our own order that caused the change, if one did
     * @param exchangeTime null in the oldest form
     */
    record Delta(
            String ticker,
            long subscription,
            long sequence,
            BookSide side,
            Price price,
            Quantity change,
            @Nullable String clientOrderId,
            @Nullable Instant exchangeTime)
            implements BookUpdate {}

    /** The resting quantity at one price of one side. */
    record Level(BookSide side, Price price, Quantity quantity) {}
}
