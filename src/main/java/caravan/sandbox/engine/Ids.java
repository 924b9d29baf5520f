package caravan.sandbox.engine;

import java.util.UUID;

/**
 * Names orders, trades and groups as the exchange does: with UUIDs that show no order.
 *
 * <p>The origin goes into them: a sandbox that is started again must not reuse names that somebody has stored.
 */
public final class Ids {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long ORDERS = 1;
    private static final long TRADES = 2;
    private static final long GROUPS = 3;

    private final long origin;

    /** @param origin the same origin gives the same names */
    public Ids(long origin) {
        this.origin = mix(origin);
    }

    public String order(long number) {
        return uuid(ORDERS, number);
    }

    public String trade(long number) {
        return uuid(TRADES, number);
    }

    public String group(long number) {
        return uuid(GROUPS, number);
    }

    private String uuid(long kind, long number) {
        long high = mix((origin + kind * GOLDEN_GAMMA) ^ mix(number));
        long low = mix(high + number);
        return new UUID((high & ~0xF000L) | 0x4000L, (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
    }

    /** The finalizer of SplitMix64: neighbours come out far apart. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
