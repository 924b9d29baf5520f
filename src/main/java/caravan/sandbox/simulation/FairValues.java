package caravan.sandbox.simulation;

import caravan.model.Price;
import caravan.rules.PriceGrid;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What markets are truly worth. Informed traders know it, makers look at it now and then, others never do. */
final class FairValues {
    private static final double STEP = 1_000_000;
    private static final double MICROS_PER_HOUR = 3_600e6;
    private static final double NEAREST = 0.003;

    private final Engine engine;
    private final SplittableRandom random;
    private final Map<String, EventValue> byEvent = new HashMap<>();
    private final Map<String, EventValue> byTicker = new HashMap<>();

    FairValues(Engine engine, SplittableRandom random) {
        this.engine = engine;
        this.random = random;
    }

    /** Begins to follow markets that are listed together. */
    void follow(EventListing event, List<Listing> listings, List<Market> markets) {
        EventValue known = byEvent.get(event.ticker());
        EventValue value = known == null
                ? new EventValue(event.mutuallyExclusive(), listings.get(0).mood(), random.split())
                : known;
        value.add(
                listings.stream().map(Listing::ticker).toList(),
                listings.stream()
                        .map(listing -> (double) listing.openingPrice() / Price.UNITS_PER_DOLLAR)
                        .toList());
        listings.forEach(listing -> byTicker.put(listing.ticker(), value));
        if (known == null) {
            byEvent.put(event.ticker(), value);
            step(value, markets.get(0), random.split());
        }
    }

    /** In price units, between 0 and 10000. */
    double units(Market market) {
        return Price.UNITS_PER_DOLLAR * value(market).probability(market.ticker());
    }

    /** The price nearest to a market's value, leaving one on either side of it. */
    int price(Market market) {
        PriceGrid grid = market.grid();
        int below = tick(market);
        double units = units(market);
        boolean nearer = grid.units(below + 1) - units < units - grid.units(below);
        return grid.units(Math.min(Math.max(nearer ? below + 1 : below, 1), grid.size() - 2));
    }

    /** The tick at or below a market's value, leaving at least one above it. */
    int tick(Market market) {
        PriceGrid grid = market.grid();
        int highest = grid.roundDown(new Price((int) units(market))).units();
        return highest == 0 ? 0 : Math.min(grid.tick(highest), grid.size() - 2);
    }

    /** Makes a market worth a price. */
    void lead(Market market, int price) {
        double probability = (double) price / Price.UNITS_PER_DOLLAR;
        value(market).lead(market.ticker(), Math.max(NEAREST, Math.min(1 - NEAREST, probability)));
    }

    boolean resolvesToYes(Market market) {
        return value(market).resolvesToYes(market.ticker());
    }

    /** A market that has ended is worth nothing more. */
    void forget(Market market, EventListing event) {
        EventValue value = byTicker.remove(market.ticker());
        if (value != null && !byTicker.containsValue(value)) {
            byEvent.remove(event.ticker());
        }
    }

    private EventValue value(Market market) {
        EventValue value = byTicker.get(market.ticker());
        if (value == null) {
            throw new IllegalArgumentException("expected a market that has not ended, found " + market);
        }
        return value;
    }

    private void step(EventValue value, Market first, SplittableRandom steps) {
        long before = engine.now();
        engine.at(before + 1 + (long) (STEP * steps.nextExponential()), () -> {
            long now = engine.now();
            if (now < first.closes()) {
                value.move((now - before) / MICROS_PER_HOUR, (first.closes() - now) / MICROS_PER_HOUR);
                step(value, first, steps);
            }
        });
    }
}
