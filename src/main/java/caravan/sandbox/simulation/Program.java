package caravan.sandbox.simulation;

import org.jspecify.annotations.Nullable;

/**
 * An incentive program: who quotes a market during a period shares a reward.
 *
 * @param start microseconds since 1970
 * @param end microseconds since 1970
 * @param reward of the whole period, in ten-thousandths of a dollar
 * @param targetSize how much of each side qualifies, in hundredths of a contract
 * @param discountBps what a tick away from the reference price costs: 5000 halves the score
 * @param cap the most that one account gets, in ten-thousandths of a dollar; null for no cap
 */
public record Program(
        String id,
        Listing market,
        long start,
        long end,
        long reward,
        long targetSize,
        int discountBps,
        @Nullable Long cap,
        boolean paidOut) {}
