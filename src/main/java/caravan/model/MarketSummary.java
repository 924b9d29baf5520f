package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of one market at a glance: what the exchange's ticker channel says.
 *
 * @param lastPrice null in a market that never traded
 * @param bid 0 when nobody bids
 * @param ask 1 when nobody asks
 * @param volume contracts traded since the market opened
 * @param dollarVolume whole dollars, as the exchange counts them
 * @param bidQuantity null in the form before February 2026, as the other two quantities
 */
public record MarketSummary(
        String ticker,
        @Nullable Price lastPrice,
        @Nullable Price bid,
        @Nullable Price ask,
        @Nullable Quantity volume,
        @Nullable Quantity openInterest,
        @Nullable Long dollarVolume,
        @Nullable Long dollarOpenInterest,
        @Nullable Quantity bidQuantity,
        @Nullable Quantity askQuantity,
        @Nullable Quantity lastTradeQuantity,
        @Nullable Instant exchangeTime)
        implements StreamMessage {}
