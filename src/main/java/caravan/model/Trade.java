package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Anybody's trade on the public tape.
 *
 * @param tradeId null in the oldest form
 * @param takerSide the side of the book that the taker was on: a bid took YES
 * @param block true for a trade that was arranged off the book
 */
public record Trade(
        @Nullable String tradeId,
        String ticker,
        Price price,
        Quantity quantity,
        @Nullable BookSide takerSide,
        boolean block,
        @Nullable Instant exchangeTime)
        implements StreamMessage {}
