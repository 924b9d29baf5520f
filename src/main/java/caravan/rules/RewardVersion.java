package caravan.rules;

/** The exchange's successive terms of its liquidity incentive program. */
public enum RewardVersion {
    /** In force from 28 February 2026: the reference price is the best bid. */
    FEBRUARY_2026,
    /**
     * In force from July 2026: the reference price is where a fifth of the target size is reached, and only the share of
     * snapshots that counted is paid.
     */
    JULY_2026
}
