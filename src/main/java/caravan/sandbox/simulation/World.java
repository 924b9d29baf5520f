package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.rules.Fees;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import java.time.Duration;
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
    private static final long FIRST_ORDER = 2_000_000;
    /** Left between the last fill of an own order and the market's close. */
    private static final long MARGIN = 60_000_000;

    private final Engine engine;
    private final Account own;
    private final SplittableRandom random;
    private final Scripts scripts;
    private final OwnTrader ownTrader;
    private final long orderInterval;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final List<Market> markets = new ArrayList<>();
    private final Account crowd;
    private boolean quiet;
    private double intensity;
    private boolean expecting;
    private long ownOrderSerial;

    public World(WorldOptions options, EngineListener listener) {
        this.engine = new Engine(options.seed() ^ options.start(), options.start(), listener);
        this.random = new SplittableRandom(options.seed());
        this.own = engine.admit("own", options.cash());
        this.orderInterval = options.orderInterval().toNanos() / 1_000;
        this.quiet = options.quiet();
        this.intensity = options.intensity();
        Cast cast = new Cast(engine);
        this.crowd = cast.admit("crowd");
        this.scripts = new Scripts(engine, cast, own, random.split());
        this.ownTrader =
                new OwnTrader(own, scripts, cast, market -> listing(market).openingPrice(), random.split());
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
        for (Market market : markets) {
            if (market.ticker().equals(ticker)) {
                return market;
            }
        }
        return null;
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

    /** Somebody wants to see fills: the first random order of the own account comes two to three seconds later. */
    public void expectOrders() {
        if (!expecting) {
            expecting = true;
            ownOrderAt(engine.now() + FIRST_ORDER + random.nextInt(1_000_000));
        }
    }

    /**
     * Places an order of the own account that is filled as told.
     *
     * <p>Parts at better prices than the last one's are taken on arrival, the others come at their time.
     *
     * @throws IllegalArgumentException if there is no such market, or if the order is not possible
     */
    public Order place(ScriptedOrder order) {
        Market market = market(order.ticker());
        if (market == null) {
            throw new IllegalArgumentException(
                    "ticker must be one of " + listings.keySet() + ", was " + order.ticker());
        }
        if (market.status() == MarketStatus.INACTIVE) {
            engine.life().activate(market);
        }
        return scripts.place(order, market);
    }

    /**
     * Places random orders of the own account at once.
     *
     * @throws IllegalArgumentException if no market takes orders
     */
    public List<Order> burst(int orders, int fills, Duration interval) {
        List<Order> placed = new ArrayList<>();
        for (int left = orders; left > 0; left--) {
            ScriptedOrder order = ownTrader.invent(lasting(interval.multipliedBy(fills + 1L)), fills, interval, left);
            if (order == null) {
                throw new IllegalArgumentException("expected a market with a place for an order, found none");
            }
            placed.add(place(order));
        }
        return placed;
    }

    /** Stops or resumes random own orders and changes of markets' lives; orders that were placed go on. */
    public void quiet(boolean on) {
        quiet = on;
        if (!on) {
            expecting = false;
            expectOrders();
        }
    }

    /** How lively the markets are from now on. */
    public void intensity(double factor) {
        intensity = WorldOptions.requireIntensity(factor);
    }

    private void ownOrderAt(long time) {
        long serial = ++ownOrderSerial;
        engine.at(time, () -> {
            if (serial == ownOrderSerial && !quiet) {
                placeOwnOrder();
                ownOrderAt(engine.now() + orderInterval);
            }
        });
    }

    private void placeOwnOrder() {
        ScriptedOrder order = ownTrader.invent(lasting(Duration.ofSeconds(2)));
        if (order != null && engine.tradingActive() && engine.exchangeActive()) {
            place(order);
        }
    }

    /** Markets that stay open for a while. */
    private List<Market> lasting(Duration duration) {
        long end = engine.now() + duration.toNanos() / 1_000 + MARGIN;
        List<Market> lasting = new ArrayList<>();
        for (Market market : markets) {
            if (market.isActive() && market.closes() > end) {
                lasting.add(market);
            }
        }
        return lasting;
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
        engine.place(NewOrder.limit(crowd, market, side, price, 100L * (1 + random.nextInt(200))));
    }
}
