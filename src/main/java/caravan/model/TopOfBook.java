package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The best bid and ask of a market, and how far they can be trusted.
 *
 * @param reason why the state is not {@link BookState#VALID}; null when it is
 * @param bid the last known one where the state is not valid; null when nobody bids
 * @param bidQuantity contracts at the best bid; null when nobody bids
 * @param exchangeTime of the update that it stands for; null where the exchange gave none
 * @param receivedTime when that update arrived here
 */
public record TopOfBook(
        String ticker,
        BookState state,
        @Nullable String reason,
        @Nullable Price bid,
        @Nullable Quantity bidQuantity,
        @Nullable Price ask,
        @Nullable Quantity askQuantity,
        @Nullable Instant exchangeTime,
        Instant receivedTime) {}
