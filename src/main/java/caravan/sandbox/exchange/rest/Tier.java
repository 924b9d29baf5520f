package caravan.sandbox.exchange.rest;

import java.util.Locale;

/**
 * How many tokens an account gets, as of autumn 2026; most requests cost ten.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/rate_limits">Kalshi: rate limits</a>
 */
public enum Tier {
    BASIC(200, 3, 100, 1),
    ADVANCED(300, 3, 300, 3),
    EXPERT(600, 1, 600, 3),
    PREMIER(1_200, 1, 1_200, 3),
    PARAGON(2_400, 1, 2_400, 3),
    PRIME(4_800, 1, 4_800, 3),
    PRESTIGE(12_000, 1, 9_600, 3);

    private final Budget read;
    private final Budget write;

    /** What one bucket gets each second, and what it holds. */
    record Budget(int refill, int capacity) {}

    Tier(int readRefill, int readSeconds, int writeRefill, int writeSeconds) {
        this.read = new Budget(readRefill, readRefill * readSeconds);
        this.write = new Budget(writeRefill, writeRefill * writeSeconds);
    }

    Budget read() {
        return read;
    }

    Budget write() {
        return write;
    }

    /** The exchange's word, for {@code usage_tier}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
