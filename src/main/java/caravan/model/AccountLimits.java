package caravan.model;

/**
 * How much the account may ask of the exchange, in tokens of which a usual request costs ten.
 *
 * @param tier the exchange's word, for example {@code basic}
 */
public record AccountLimits(String tier, Rate read, Rate write) {
    /** What every account has. */
    public static final AccountLimits BASIC = new AccountLimits("basic", new Rate(200, 600), new Rate(100, 100));

    /**
     * A bucket of tokens.
     *
     * @param refill tokens a second
     * @param capacity the most that it holds
     */
    public record Rate(int refill, int capacity) {
        public Rate {
            if (refill <= 0 || capacity <= 0) {
                throw new IllegalArgumentException(
                        "expected a refill and a capacity above 0, found " + refill + " and " + capacity);
            }
        }
    }
}
