package caravan.rules;

import caravan.model.Money;
import caravan.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * One period of the liquidity incentive program in one market.
 *
 * @param reward what all accounts together get for the period
 * @param target how many contracts on each side are looked at, best prices first
 * @param discountFactorBps what is left of a bid's score for each step behind the reference price, in ten-thousandths
 * @param cap the most that one account gets; null where there is none
 * @see <a href="https://help.kalshi.com/incentive-programs/liquidity-incentive-program">Kalshi: liquidity incentives</a>
 */
public record RewardTerms(
        Money reward,
        Quantity target,
        int discountFactorBps,
        @Nullable Money cap,
        RewardVersion version,
        RewardDistance distance) {
    private static final int BASIS_POINTS = 10_000;

    public RewardTerms {
        if (reward.units() < 0
                || target.units() <= 0
                || discountFactorBps < 0
                || discountFactorBps > BASIS_POINTS
                || (cap != null && cap.units() < 0)) {
            throw new IllegalArgumentException("expected a reward and a cap of at least 0, a target size above 0 and a"
                    + " discount factor of 0 to 10000, found " + reward + ", " + cap + ", " + target + ", "
                    + discountFactorBps);
        }
    }

    /** The present terms. */
    public static RewardTerms of(Money reward, Quantity target, int discountFactorBps, @Nullable Money cap) {
        return new RewardTerms(reward, target, discountFactorBps, cap, RewardVersion.JULY_2026, RewardDistance.TICKS);
    }

    /**
     * What is left of a score at a distance, 0 to 1.
     *
     * @param distance steps behind the reference price; bids before it count as at it
     */
    double weight(double distance) {
        return distance <= 0 ? 1 : StrictMath.pow((double) discountFactorBps / BASIS_POINTS, distance);
    }
}
