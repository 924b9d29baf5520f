package caravan.rules;

/**
 * How the distance of a bid from the reference price is counted.
 *
 * <p>The terms do not say it for prices finer than a cent. Whoever estimates takes what gives the smaller share.
 */
public enum RewardDistance {
    /** In steps of the market's price grid. */
    TICKS,
    /** In cents, and parts of them. */
    CENTS,
    /** In prices at which somebody bids. */
    LEVELS
}
