package caravan.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order book at one moment.
 *
 * @param reason why the state is not {@link BookState#VALID}; null when it is
 * @param bids best first
 * @param asks best first
 * @param connectionId the connection that it was heard on
 * @param subscription the exchange's number for the subscription there
 * @param sequence of the last update that is in it
 * @param exchangeTime of that update; null where the exchange gave none
 */
public record BookView(
        String ticker,
        BookState state,
        @Nullable String reason,
        List<BookUpdate.Level> bids,
        List<BookUpdate.Level> asks,
        long connectionId,
        long subscription,
        long sequence,
        @Nullable Instant exchangeTime,
        Instant receivedTime) {
    public BookView {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
