package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one market during one period of time, as the exchange sums it up.
 *
 * @param endTime the end of the period, which belongs to it
 * @param bid how the best bid moved; null when the exchange does not tell
 * @param ask how the best ask moved; null when the exchange does not tell
 * @param price how the price of trades moved; null when there was no trade
 * @param volume contracts traded during the period
 * @param openInterest contracts open at its end
 */
public record Candle(
        String ticker,
        Instant endTime,
        @Nullable Range bid,
        @Nullable Range ask,
        @Nullable Range price,
        @Nullable Quantity volume,
        @Nullable Quantity openInterest) {
    /** The first, highest, lowest and last of some prices. */
    public record Range(Price open, Price high, Price low, Price close) {}
}
