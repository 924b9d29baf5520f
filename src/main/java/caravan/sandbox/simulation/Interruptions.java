package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** What happens to markets out of turn, about every twenty seconds: a new strike, a short pause, another close. */
final class Interruptions {
    private static final double SECONDS = 20;
    private static final int MOST_STRIKES = 12;
    private static final int FEWEST_ACTIVE = 4;
    private static final long MINUTE = 60_000_000;
    /** A market that closes sooner is left alone. */
    private static final long LAST = 15 * MINUTE;

    private final Engine engine;
    private final Listings listings;
    private final Schedule schedule;
    private final Scripts scripts;
    private final BooleanSupplier wanted;
    private final SplittableRandom random;

    Interruptions(
            Engine engine,
            Listings listings,
            Schedule schedule,
            Scripts scripts,
            BooleanSupplier wanted,
            SplittableRandom random) {
        this.engine = engine;
        this.listings = listings;
        this.schedule = schedule;
        this.scripts = scripts;
        this.wanted = wanted;
        this.random = random;
    }

    void begin() {
        engine.at(engine.now() + 1 + (long) (1_000_000 * SECONDS * random.nextExponential()), () -> {
            List<Market> active = active();
            if (wanted.getAsBoolean() && active.size() >= FEWEST_ACTIVE) {
                interrupt(active.get(random.nextInt(active.size())));
            }
            begin();
        });
    }

    private void interrupt(Market market) {
        switch (random.nextInt(3)) {
            case 0 -> schedule.addStrike(MOST_STRIKES);
            case 1 -> pause(market);
            default -> moveClose(market);
        }
    }

    private void pause(Market market) {
        if (scripts.isBusy(market)) {
            return;
        }
        engine.life().deactivate(market);
        engine.at(engine.now() + 4_000_000 + random.nextInt(6_000_000), () -> {
            if (market.status() == MarketStatus.INACTIVE) {
                engine.life().activate(market);
            }
        });
    }

    /** Up to an hour later than planned, or now and then earlier. */
    private void moveClose(Market market) {
        long planned = market.opens() + listings.of(market).lifetime().toNanos() / 1_000;
        int minutes = 5 * (1 + random.nextInt(12));
        long closes = planned + MINUTE * (random.nextInt(10) == 0 ? -minutes : minutes);
        if (closes > engine.now() + LAST) {
            engine.life().moveClose(market, closes);
        }
    }

    private List<Market> active() {
        List<Market> active = new ArrayList<>();
        for (Market market : listings.markets()) {
            if (market.isActive() && !schedule.isShort(market) && market.closes() > engine.now() + LAST) {
                active.add(market);
            }
        }
        return active;
    }
}
