package caravan.sandbox.simulation;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with everybody on it, driven by whoever tells it the time.
 *
 * <p>Everything happens in the order of time, through the engine's one queue. The same seed, start and commands at the
 * same times give the same events, however the time between is cut into calls. Not thread-safe.
 */
public final class World {
    /** Ticks between the value and an own order that does not move it. */
    private static final int NEAR = 3;

    private static final int LASTING_DAYS = 7;
    private static final long FIRST_ORDER = 2_000_000;
    /** Left between the last fill of an own order and the market's close. */
    private static final long MARGIN = 60_000_000;

    private final Engine engine;
    private final Account own;
    private final Listings listings;
    private final Tariffs tariffs;
    private final TradingHours hours;
    private final Maintenance maintenance;
    private final FairValues values;
    private final Tempo tempo;
    private final Traders traders;
    private final Schedule schedule;
    private final Programs programs;
    private final Scripts scripts;
    private final OwnTrader ownTrader;
    private final long orderInterval;
    private final SplittableRandom random;
    private boolean quiet;
    private boolean expecting;
    /** Own orders that were expected before the last change of mind do not come. */
    private long expectation;

    public World(WorldOptions options, EngineListener listener) {
        this.engine = new Engine(
                options.seed() ^ options.start(), options.start(), new Hearing(listener, this::heard, this::heard));
        this.random = new SplittableRandom(options.seed());
        this.own = engine.admit("own", options.cash());
        this.orderInterval = options.orderInterval().toNanos() / 1_000;
        this.quiet = options.quiet();
        Cast cast = new Cast(engine);
        this.tariffs = new Tariffs(engine);
        this.maintenance = new Maintenance(engine);
        this.listings = new Listings(engine, tariffs);
        this.values = new FairValues(engine, random.split());
        this.tempo = new Tempo(engine, options.intensity());
        this.scripts = new Scripts(engine, cast, own, random.split());
        this.traders = new Traders(engine, cast, tempo, values, scripts, random.split());
        this.programs = new Programs(engine, random.split());
        this.ownTrader = new OwnTrader(own, scripts, cast, values::price, random.split());
        Catalogue catalogue = new Catalogue(options.shortMarkets(), random.split());
        this.schedule = new Schedule(engine, catalogue, listings, values, options.mood(), random.split());
        this.hours = new TradingHours(options.weeklyPause());
        schedule.begin();
        hours.begin(engine);
        new Interruptions(engine, listings, schedule, scripts, () -> !quiet, random.split()).begin();
        engine.advanceTo(options.start());
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
        return listings.all();
    }

    public @Nullable Listing listing(String ticker) {
        return listings.find(ticker);
    }

    /** What does not change about a market of this world. */
    public Listing listing(Market market) {
        return listings.of(market);
    }

    public @Nullable Market market(String ticker) {
        return listings.market(ticker);
    }

    /** In the order in which they were listed. A view. */
    public Collection<EventListing> events() {
        return listings.events();
    }

    public @Nullable EventListing event(String ticker) {
        return listings.event(ticker);
    }

    /** An event's markets, in the order in which they were listed. A view. */
    public List<Listing> listings(EventListing event) {
        return listings.of(event);
    }

    /** As they are now; an event's own series is as it was when the event was listed. A view. */
    public Collection<SeriesListing> series() {
        return tariffs.series();
    }

    public Tariffs tariffs() {
        return tariffs;
    }

    public TradingHours schedule() {
        return hours;
    }

    public Maintenance maintenance() {
        return maintenance;
    }

    /** Incentive programs by number: those to come, those that run, and the last ones that ended. */
    public List<Program> programs() {
        return programs.all();
    }

    /** What incentive programs have paid lately, oldest first. A view. */
    public List<Payout> payouts() {
        return programs.payouts();
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
     * <p>First parts that are better than the worst price are taken on arrival. The others come at their time, the
     * n-th after n intervals.
     *
     * @throws IllegalArgumentException if there is no such market, or if the order is not possible
     */
    public Order place(ScriptedOrder order) {
        Market market = market(order.ticker());
        if (market == null) {
            throw new IllegalArgumentException("ticker must be one of "
                    + listings().stream().map(Listing::ticker).toList() + ", was " + order.ticker());
        }
        if (market.status() == MarketStatus.INACTIVE) {
            engine.life().activate(market);
        }
        lead(market, order.limit());
        return scripts.place(order, market);
    }

    /** Makes a price that is asked for a fair one, unless it is near that anyway: what trades there is no bargain. */
    private void lead(Market market, int price) {
        if (market.isActive() && market.grid().allows(price)) {
            int distance = market.grid().tick(price) - market.grid().tick(values.price(market));
            if (Math.abs(distance) > NEAR) {
                values.lead(market, price);
            }
        }
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

    /** Stops or resumes random own orders and changes of markets out of turn; orders that were placed go on. */
    public void quiet(boolean on) {
        quiet = on;
        if (!on) {
            expecting = false;
            expectOrders();
        }
    }

    /** Lists further markets, each with an incentive program; returns their tickers. */
    public List<String> addMarkets(int count) {
        List<Listing> added = schedule.addPolls(count, LASTING_DAYS);
        List<String> tickers = added.stream().map(Listing::ticker).toList();
        added.forEach(listing -> programs.reward(Objects.requireNonNull(listings.market(listing.ticker())), listing));
        return tickers;
    }

    /** How lively the markets are from now on. */
    public void intensity(double factor) {
        tempo.intensity(WorldOptions.requireIntensity(factor));
    }

    /** What markets are truly worth. */
    FairValues values() {
        return values;
    }

    Tempo tempo() {
        return tempo;
    }

    /** Called in the middle of a command, so it only makes plans. */
    private void heard(Market market, MarketChange change) {
        schedule.heard(market, change);
        if (change == MarketChange.OPENED) {
            engine.at(engine.now(), () -> {
                traders.enter(market, listing(market));
                programs.enter(market, listing(market));
            });
        } else if (change == MarketChange.CLOSED) {
            engine.at(engine.now(), () -> traders.leave(market));
        }
    }

    private void heard(Trade trade) {
        programs.traded(trade);
    }

    private void ownOrderAt(long time) {
        long mine = ++expectation;
        engine.at(time, () -> {
            if (mine == expectation && !quiet) {
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
        for (Market market : listings.markets()) {
            if (market.isActive() && market.closes() > end) {
                lasting.add(market);
            }
        }
        return lasting;
    }
}
