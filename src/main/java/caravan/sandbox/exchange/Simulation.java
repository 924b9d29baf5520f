package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.sandbox.exchange.ExchangeEvent.LifecycleChanged;
import caravan.sandbox.exchange.ExchangeEvent.TickerChanged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Markets that move by themselves, and an account whose orders are filled.
 *
 * <p>Everything happens in {@link #tick}, so the same seed, clock and calls give the same events. Not thread-safe.
 */
final class Simulation {
    private static final Duration FIRST_ORDER = Duration.ofMillis(2_000);
    private static final int MOST_ADDITIONS = 12;
    /** One lifecycle change in so many ticks, on average: about every 20 s. */
    private static final int LIFECYCLE_ODDS = 200;

    private final InstantSource clock;
    private final SplittableRandom random;
    private final Consumer<ExchangeEvent> out;
    private final Duration orderInterval;
    private final double rate;
    private final Map<String, SimulatedMarket> markets = new LinkedHashMap<>();
    private final Crowd crowd;
    private final Trader trader;
    private boolean quiet;
    private int additions;
    private @Nullable Instant nextOrder;

    Simulation(ExchangeOptions options, Consumer<ExchangeEvent> out) {
        this.clock = options.clock();
        this.out = out;
        this.orderInterval = options.orderInterval();
        this.rate = options.rate();
        this.quiet = options.quietAccount();
        this.random = new SplittableRandom(options.seed());
        Instant now = now();
        Ids ids = new Ids(options.seed(), now);
        this.crowd = new Crowd(random.split(), ids, out);
        this.trader = new Trader(random.split(), ids, crowd, out);
        for (Listing listing : Listing.opening()) {
            open(listing, now);
        }
    }

    /** Lets the time pass that went by since the last call. */
    void tick() {
        Instant now = now();
        List<SimulatedMarket> present = new ArrayList<>(markets.values());
        for (SimulatedMarket market : present) {
            if (market.active) {
                for (int left = actions(market); left > 0; left--) {
                    crowd.act(market, now);
                }
            }
        }
        lifecycle(now);
        if (!quiet && nextOrder != null && !now.isBefore(nextOrder)) {
            trader.place(trader.invent(activeMarkets()), now);
            nextOrder = now.plus(orderInterval);
        }
        trader.fillDue(now);
        for (SimulatedMarket market : present) {
            if (market.dirty) {
                market.dirty = false;
                out.accept(new TickerChanged(market, now));
            }
        }
    }

    /** Somebody wants to see fills: the first order comes two to three seconds later. */
    void expectOrders() {
        if (nextOrder == null) {
            nextOrder = now().plus(FIRST_ORDER).plusMillis(random.nextInt(1_000));
        }
    }

    /** Places an order that is filled as told. */
    OwnOrder play(OrderScript script) {
        SimulatedMarket market = market(script.ticker());
        for (OrderScript.Part part : script.parts()) {
            if (part.price().units() % market.tick() != 0) {
                throw new IllegalArgumentException("price must be on the grid of " + script.ticker() + " ("
                        + new Price(market.tick()) + "), was " + part.price());
            }
        }
        return trader.place(script, market, now());
    }

    /** Places random orders at once. */
    List<OwnOrder> burst(int orders, int fills, Duration interval) {
        List<OwnOrder> placed = new ArrayList<>();
        Instant now = now();
        for (int i = 0; i < orders; i++) {
            placed.add(trader.place(trader.invent(activeMarkets(), fills, interval), now));
        }
        return placed;
    }

    /** Stops or resumes the random orders and lifecycle changes; scripted orders go on. */
    void quiet(boolean on) {
        quiet = on;
        if (!on) {
            nextOrder = null;
            expectOrders();
        }
    }

    /** In the order in which they were listed. A view. */
    Collection<SimulatedMarket> markets() {
        return Collections.unmodifiableCollection(markets.values());
    }

    @Nullable
    SimulatedMarket find(String ticker) {
        return markets.get(ticker);
    }

    Account account() {
        return trader.account();
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private SimulatedMarket market(String ticker) {
        SimulatedMarket market = find(ticker);
        if (market == null) {
            throw new IllegalArgumentException("ticker must be one of " + markets.keySet() + ", was " + ticker);
        }
        if (!market.active) {
            resume(market);
        }
        return market;
    }

    private List<SimulatedMarket> activeMarkets() {
        return markets.values().stream().filter(market -> market.active).toList();
    }

    private int actions(SimulatedMarket market) {
        long perMille = (long) (market.listing().activity() * rate / 10);
        return (int) (perMille / 1000 + (random.nextInt(1000) < perMille % 1000 ? 1 : 0));
    }

    private void open(Listing listing, Instant now) {
        SimulatedMarket market = new SimulatedMarket(listing, now);
        markets.put(listing.ticker(), market);
        crowd.fill(market, Outcome.YES, now);
        crowd.fill(market, Outcome.NO, now);
        market.volume = 100L * (500 + random.nextInt(40_000));
        market.openInterest = market.volume / 2;
        market.lastPrice = Math.min(market.fair(), Price.UNITS_PER_DOLLAR - market.tick());
        market.lastQuantity = 100L * (1 + random.nextInt(50));
    }

    private void lifecycle(Instant now) {
        for (SimulatedMarket market : activeAgain(now)) {
            resume(market);
        }
        if (quiet || random.nextInt(LIFECYCLE_ODDS) != 0) {
            return;
        }
        int kind = random.nextInt(3);
        List<SimulatedMarket> active = activeMarkets();
        SimulatedMarket market = active.get(random.nextInt(active.size()));
        if (kind == 0 && additions < MOST_ADDITIONS) {
            Listing listing = Listing.addition(++additions);
            open(listing, now);
            change(markets.get(listing.ticker()), LifecycleChanged.Kind.CREATED);
        } else if (kind == 1 && active.size() > 3 && !trader.hasOpenOrder(market)) {
            market.active = false;
            market.resumes = now.plusMillis(4_000 + random.nextInt(6_000));
            change(market, LifecycleChanged.Kind.DEACTIVATED);
        } else {
            market.closes = market.closes.plus(Duration.ofMinutes(5L * (1 + random.nextInt(12))));
            change(market, LifecycleChanged.Kind.CLOSE_DATE_UPDATED);
        }
    }

    private List<SimulatedMarket> activeAgain(Instant now) {
        return markets.values().stream()
                .filter(market -> market.resumes != null && !now.isBefore(market.resumes))
                .toList();
    }

    private void resume(SimulatedMarket market) {
        market.resumes = null;
        market.active = true;
        change(market, LifecycleChanged.Kind.ACTIVATED);
    }

    private void change(@Nullable SimulatedMarket market, LifecycleChanged.Kind kind) {
        if (market != null) {
            out.accept(new LifecycleChanged(market, kind));
        }
    }
}
