package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Our execution of an order, whole or part.
 *
 * <p>{@code tradeId} and {@code orderId} together name it: one match has one trade id on both sides.
 *
 * @param side the side of the YES book: a bid buys YES or sells NO
 * @param outcome the side that was traded, as a person names it
 * @param action what was done with contracts of that outcome
 * @param price the YES price, always
 * @param fee what the exchange charged; null where the source does not say
 * @param taker whether we took resting quantity; null where the source does not say
 * @param positionAfter the net position after the fill, NO negative; only the stream tells
 * @param exchangeTime when it happened, by the exchange's clock
 */
public record Fill(
        String tradeId,
        String orderId,
        @Nullable String clientOrderId,
        String ticker,
        BookSide side,
        Outcome outcome,
        Action action,
        Price price,
        Quantity quantity,
        @Nullable Money fee,
        @Nullable Boolean taker,
        @Nullable Quantity positionAfter,
        @Nullable Integer subaccount,
        Instant exchangeTime)
        implements StreamMessage {

    /** The price of the side that was traded. */
    public Price tradedPrice() {
        return outcome == Outcome.YES ? price : price.complement();
    }
}
