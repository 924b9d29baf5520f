package caravan.sandbox.exchange.rest;

import java.time.Duration;

/**
 * How the REST surface behaves.
 *
 * @param tier how many requests a second the account has
 * @param limited whether the budget is enforced; load tests switch it off
 * @param liveAge how old something may become before only the historical operations tell it
 */
public record RestOptions(Tier tier, boolean limited, Duration liveAge) {
    /** What a new account has: the smallest tier, enforced, and two weeks of live data. */
    public static final RestOptions DEFAULT = new RestOptions(Tier.BASIC, true, Duration.ofDays(14));

    public RestOptions {
        if (liveAge.isNegative()) {
            throw new IllegalArgumentException("live age must be at least 0, was " + liveAge);
        }
    }

    public RestOptions unlimited() {
        return new RestOptions(tier, false, liveAge);
    }
}
