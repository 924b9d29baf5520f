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
    private static final long STEP = 1_000_000;
    private static final double NEAREST = 0.003;

    private final Engine engine;
    private final SplittableRandom random;
    private final Map<String, ValuePath> byEvent = new HashMap<>();
    private final Map<String, ValuePath> byTicker = new HashMap<>();

    FairValues(Engine engine, SplittableRandom random) {
        this.engine = engine;
        this.random = random;
    }

    /** How many events are followed. */
    int size() {
        return byEvent.size();
    }

    /** Begins to follow markets that are listed together. */
    void follow(EventListing event, List<Listing> listings, long closes) {
        ValuePath path = byEvent.computeIfAbsent(
                event.ticker(), ticker -> begin(event, listings.get(0).mood(), closes));
        path.at(engine.now())
                .add(
                        listings.stream().map(Listing::ticker).toList(),
                        listings.stream()
                                .map(listing -> (double) listing.openingPrice() / Price.UNITS_PER_DOLLAR)
                                .toList());
        listings.forEach(listing -> byTicker.put(listing.ticker(), path));
    }

    /** Events do not all move at the same instant. */
    private ValuePath begin(EventListing event, Mood mood, long closes) {
        EventValue value = new EventValue(event.mutuallyExclusive(), mood, random.split());
        return new ValuePath(value, engine.now() - random.nextLong(STEP), closes);
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
        ValuePath path = byTicker.remove(market.ticker());
        if (path != null && !byTicker.containsValue(path)) {
            byEvent.remove(event.ticker());
        }
    }

    private EventValue value(Market market) {
        ValuePath path = byTicker.get(market.ticker());
        if (path == null) {
            throw new IllegalArgumentException("expected a market that has not ended, found " + market);
        }
        return path.at(engine.now());
    }
}
