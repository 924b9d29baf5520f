package caravan.sandbox.simulation;

import org.jspecify.annotations.Nullable;

/**
 * An incentive program: who quotes a market, or trades in it, during a period shares a reward.
 *
 * @param number counts up in the order of announcement
 * @param start microseconds since 1970
 * @param end microseconds since 1970
 * @param reward of the whole period, in ten-thousandths of a dollar
 * @param targetSize how much of each side qualifies, in hundredths of a contract; null where nothing is scored, or not
 *     said yet
 * @param discountBps what is left of a score a tick away from the reference price: 5000 halves it; null as well
 * @param cap the most that one account gets, in ten-thousandths of a dollar; null for no cap
 */
public record Program(
        long number,
        String id,
        Type type,
        Listing market,
        long start,
        long end,
        long reward,
        @Nullable Long targetSize,
        @Nullable Integer discountBps,
        @Nullable Long cap,
        boolean paidOut) {
    /** What earns the reward. */
    public enum Type {
        LIQUIDITY,
        VOLUME
    }

    /** In words. */
    public String description() {
        return switch (type) {
            case LIQUIDITY -> "Rewards resting orders near the best prices of " + market.ticker();
            case VOLUME -> "Rewards trading in " + market.ticker();
        };
    }

    Program paid() {
        return new Program(number, id, type, market, start, end, reward, targetSize, discountBps, cap, true);
    }
}
