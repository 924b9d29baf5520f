package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Worlds to test with, and what must be true of each at any time. */
final class Worlds {
    static final long START = micros("2026-11-20T10:00:00Z");
    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final EngineListener NOBODY = new EngineListener() {};

    private Worlds() {}

    static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }

    static WorldOptions options(long seed) {
        return new WorldOptions(seed, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 1, false);
    }

    static WorldOptions withoutTraders(long seed) {
        return new WorldOptions(seed, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 0, true);
    }

    static List<Market> active(World world) {
        return world.engine().markets().stream().filter(Market::isActive).toList();
    }

    static boolean isCrossed(Market market) {
        int bid = market.book().best(BookSide.BID);
        int ask = market.book().best(BookSide.ASK);
        return bid >= 0 && ask >= 0 && bid >= ask;
    }

    /** Everybody's money, what backs contracts, and fees. */
    static long money(Engine engine) {
        return engine.accounts().stream().mapToLong(Account::cash).sum() + engine.clearing() + engine.feesCollected();
    }
}
