package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.rules.Fees;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with everybody on it, driven by whoever tells it the time.
 *
 * <p>The same seed, start, times and commands give the same events. Not thread-safe.
 */
public final class World {
    private static final long SETTLEMENT_DELAY = 300_000_000;
    private static final int DEPTH = 10;
    private static final long PLENTY = 1_000_000_000_000_000L;

    private final Engine engine;
    private final Account own;
    private final Account house;
    private final SplittableRandom random;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final List<Market> markets = new ArrayList<>();

    public World(WorldOptions options, EngineListener listener) {
        this.engine = new Engine(options.seed() ^ options.start(), options.start(), listener);
        this.random = new SplittableRandom(options.seed());
        this.own = engine.admit("own", options.cash());
        this.house = engine.admit("house", PLENTY);
        Catalogue.opening().forEach(this::open);
    }

    public Engine engine() {
        return engine;
    }

    /** The account whose keys sign. */
    public Account own() {
        return own;
    }

    /** In the order in which they were listed. A view. */
    public Collection<Listing> listings() {
        return Collections.unmodifiableCollection(listings.values());
    }

    public @Nullable Listing listing(String ticker) {
        return listings.get(ticker);
    }

    /** What does not change about a market of this world. */
    public Listing listing(Market market) {
        Listing listing = listings.get(market.ticker());
        if (listing == null) {
            throw new IllegalArgumentException("expected a market of this exchange, found " + market);
        }
        return listing;
    }

    public @Nullable Market market(String ticker) {
        Listing listing = listings.get(ticker);
        return listing == null
                ? null
                : markets.get(List.copyOf(listings.keySet()).indexOf(ticker));
    }

    public Collection<EventListing> events() {
        Collection<EventListing> events = new LinkedHashSet<>();
        listings.values().forEach(listing -> events.add(listing.event()));
        return events;
    }

    public Collection<SeriesListing> series() {
        Collection<SeriesListing> series = new LinkedHashSet<>();
        listings.values().forEach(listing -> series.add(listing.event().series()));
        return series;
    }

    /** Oldest first. */
    public List<Program> programs() {
        return List.of();
    }

    /** Lets time pass; whatever is due happens in the order of time. */
    public void advanceTo(long micros) {
        engine.advanceTo(micros);
    }

    private void open(Listing listing) {
        long now = engine.now();
        SeriesListing series = listing.event().series();
        Market market = engine.list(
                listing.ticker(),
                listing.structure().grid(),
                Fees.of(series.feeType(), series.feeMultiplier()),
                now,
                now + listing.lifetime().toNanos() / 1_000,
                SETTLEMENT_DELAY);
        listings.put(listing.ticker(), listing);
        markets.add(market);
        int tick = listing.structure().grid().tick(listing.openingPrice());
        for (int distance = 1; distance <= DEPTH; distance++) {
            quote(market, BookSide.BID, listing.structure().grid().units(Math.max(0, tick - distance)));
            quote(market, BookSide.ASK, listing.structure().grid().units(tick + distance));
        }
    }

    private void quote(Market market, BookSide side, int price) {
        engine.place(NewOrder.limit(house, market, side, price, 100L * (1 + random.nextInt(200))));
    }
}
