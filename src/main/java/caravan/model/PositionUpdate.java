package caravan.model;

import org.jspecify.annotations.Nullable;

/**
 * What we hold in one market, as the exchange tells it after each change. It does not say when that was.
 *
 * @param position contracts held, NO negative
 * @param cost what they were bought for
 * @param realized profit or loss of what was closed
 * @param fees all fees paid in this market
 * @param feeCost the share of the fees that belongs to what is still held; null in the oldest form
 * @param volume contracts traded in this market
 */
public record PositionUpdate(
        String ticker,
        Quantity position,
        Money cost,
        Money realized,
        Money fees,
        @Nullable Money feeCost,
        Quantity volume,
        @Nullable Integer subaccount)
        implements StreamMessage {}
