package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reward that the exchange offers for making or taking in one market.
 *
 * @param type the exchange's word, for example {@code liquidity}
 * @param reward for all who take part, over the whole time; null while it is not decided
 * @param discountBasisPoints what a step away from the best price leaves of the score, of 10 000
 * @param target contracts up to which quotes count
 * @param mostForOne the most that one account can get
 */
public record IncentiveProgram(
        String id,
        @Nullable String marketId,
        String marketTicker,
        String type,
        @Nullable String description,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Money reward,
        @Nullable Boolean paidOut,
        @Nullable Integer discountBasisPoints,
        @Nullable Quantity target,
        @Nullable Money mostForOne) {}
