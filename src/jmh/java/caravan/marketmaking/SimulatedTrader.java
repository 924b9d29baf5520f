package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.IncentiveProgram;
import caravan.model.Money;
import caravan.model.OrderRequest.Exit;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.model.Situation;
import caravan.model.Strategy;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.engine.SelfTradePrevention;
import caravan.sandbox.engine.TimeInForce;
import caravan.sandbox.simulation.Payout;
import caravan.sandbox.simulation.Program;
import caravan.sandbox.simulation.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does in a world, each minute, what the cycle does at the exchange; its requests take a twentieth of a second. */
final class SimulatedTrader {
    private static final long MINUTE = 60_000_000;
    private static final long LATENCY = 50_000;
    private static final int MARKETS = 2;
    private static final int SLIPPAGE = 200;
    private static final long CASH = 1_000_000_000;

    private final World world;
    private final Engine engine;
    private final Account account;
    private final Ledger ledger;
    private final Plan plan;
    private final Set<Market> quoted = new HashSet<>();
    private final Set<Market> scheduled = new HashSet<>();
    private long rewards;
    private long rewardsSeen;

    /**
     * How it trades.
     *
     * @param strategy null to do nothing
     * @param flattens whether all that is held is closed each minute
     * @param follows whether it moves its quotes with the best prices
     */
    record Plan(String name, @Nullable Strategy strategy, boolean flattens, boolean follows) {}

    SimulatedTrader(World world, Ledger ledger, Plan plan) {
        this.world = world;
        this.engine = world.engine();
        this.account = engine.admit("maker", CASH);
        this.ledger = ledger;
        this.plan = plan;
        ledger.follow(account);
        if (plan.strategy() != null) {
            engine.at(engine.now() + MINUTE, this::cycle);
        }
    }

    Ledger.Result result() {
        collect();
        return ledger.result(account, CASH, rewards);
    }

    private void cycle() {
        collect();
        if (!plan.follows()) {
            cancelAll();
        }
        if (plan.flattens()) {
            account.positions().forEach(this::flatten);
        }
        select();
        quoted.forEach(this::quote);
        engine.at(engine.now() + MINUTE, this::cycle);
    }

    private void collect() {
        for (Payout payout : world.payouts()) {
            if (payout.time() > rewardsSeen && payout.account() == account) {
                rewards += payout.amount();
            }
        }
        rewardsSeen = engine.now();
    }

    private void cancelAll() {
        for (Order order : List.copyOf(account.restingOrders())) {
            attempt(() -> engine.cancel(order));
        }
    }

    private void flatten(Position position) {
        Market market = position.market();
        new Flattening(SLIPPAGE)
                .exit(new Quantity(position.contracts()), book(market), market.grid())
                .ifPresent(exit -> attempt(() -> engine.place(order(market, exit))));
    }

    private NewOrder order(Market market, Exit exit) {
        return new NewOrder(
                account,
                market,
                null,
                exit.side(),
                exit.price().units(),
                exit.quantity().units(),
                TimeInForce.IMMEDIATE_OR_CANCEL,
                SelfTradePrevention.MAKER,
                0,
                false,
                true,
                false,
                null);
    }

    private void select() {
        Instant now = now();
        List<Candidate> candidates = new ArrayList<>();
        for (Program program : world.programs()) {
            Market market = world.market(program.market().ticker());
            if (market != null && program.start() <= engine.now() && program.end() > engine.now()) {
                candidates.add(new Candidate(told(program), told(market)));
            }
        }
        List<Market> chosen = Selection.original(candidates, MARKETS, now).tickers().stream()
                .map(world::market)
                .toList();
        for (Market market : Set.copyOf(quoted)) {
            if (!chosen.contains(market)) {
                quoted.remove(market);
                resting(market).forEach(order -> attempt(() -> engine.cancel(order)));
            }
        }
        quoted.addAll(chosen);
    }

    private static IncentiveProgram told(Program program) {
        return new IncentiveProgram(
                program.id(),
                program.market().id(),
                program.market().ticker(),
                program.type().name().toLowerCase(Locale.ROOT),
                null,
                instant(program.start()),
                instant(program.end()),
                new Money(program.reward() * 100),
                program.paidOut(),
                program.discountBps(),
                program.targetSize() == null ? null : new Quantity(program.targetSize()),
                null);
    }

    private static caravan.model.Market told(Market market) {
        return new caravan.model.Market(
                market.ticker(),
                null,
                null,
                null,
                null,
                market.status().name().toLowerCase(Locale.ROOT),
                price(market.book().best(BookSide.BID)),
                price(market.book().best(BookSide.ASK)),
                null,
                null,
                null,
                null,
                new Quantity(market.volume()),
                null,
                null);
    }

    private static @Nullable Price price(int units) {
        return units < 0 ? null : new Price(units);
    }

    /** Called in the middle of a command, so it only makes plans. */
    void bookChanged(Market market) {
        if (plan.follows() && quoted.contains(market) && scheduled.add(market)) {
            engine.at(engine.now() + LATENCY, () -> {
                scheduled.remove(market);
                if (quoted.contains(market)) {
                    quote(market);
                }
            });
        }
    }

    private void quote(Market market) {
        Strategy strategy = plan.strategy();
        if (strategy == null || !market.isActive()) {
            return;
        }
        Position position = account.position(market);
        Quantity held = new Quantity(position == null ? 0 : position.contracts());
        List<RestingOrder> own = resting(market).stream().map(this::told).toList();
        List<Quote> wanted = strategy.quote(new Situation(book(market), market.grid(), held, own))
                .quotes();
        for (BookSide side : BookSide.values()) {
            List<Order> resting = resting(market).stream()
                    .filter(order -> order.side() == side)
                    .toList();
            List<Quote> quotes =
                    wanted.stream().filter(quote -> quote.side() == side).toList();
            bring(market, resting, quotes);
        }
    }

    /** At most one order a side rests and is wanted. */
    private void bring(Market market, List<Order> resting, List<Quote> wanted) {
        if (wanted.isEmpty()) {
            resting.forEach(order -> attempt(() -> engine.cancel(order)));
            return;
        }
        Quote quote = wanted.get(0);
        long expiration = engine.now() + MINUTE + LATENCY;
        if (resting.isEmpty()) {
            attempt(() -> engine.place(order(market, quote, expiration)));
        } else {
            Order order = resting.get(0);
            long total = order.filled() + quote.quantity().units();
            boolean soonOver = order.expiration() < engine.now() + MINUTE / 3;
            if (order.price() != quote.price().units()
                    || order.remaining() != quote.quantity().units()
                    || soonOver) {
                attempt(() -> engine.amend(order, order.side(), quote.price().units(), total, null, expiration));
            }
        }
    }

    private NewOrder order(Market market, Quote quote, long expiration) {
        return new NewOrder(
                account,
                market,
                null,
                quote.side(),
                quote.price().units(),
                quote.quantity().units(),
                TimeInForce.GOOD_TILL_CANCELED,
                SelfTradePrevention.TAKER_AT_CROSS,
                expiration,
                true,
                false,
                true,
                null);
    }

    private List<Order> resting(Market market) {
        Position position = account.position(market);
        if (position == null) {
            return List.of();
        }
        List<Order> resting = new ArrayList<>(position.resting(BookSide.BID));
        resting.addAll(position.resting(BookSide.ASK));
        return resting;
    }

    private RestingOrder told(Order order) {
        return new RestingOrder(
                order.id(),
                order.market().ticker(),
                order.side(),
                new Price(order.price()),
                new Quantity(order.remaining()),
                instant(order.created()),
                null);
    }

    private BookView book(Market market) {
        return new BookView(
                market.ticker(),
                BookState.VALID,
                null,
                levels(market, BookSide.BID),
                levels(market, BookSide.ASK),
                1,
                1,
                1,
                now(),
                now());
    }

    private static List<Level> levels(Market market, BookSide side) {
        List<Level> levels = new ArrayList<>();
        market.book()
                .forEach(
                        side,
                        (price, quantity) -> levels.add(new Level(side, new Price(price), new Quantity(quantity))));
        return levels;
    }

    private static void attempt(Runnable command) {
        try {
            command.run();
        } catch (Refusal refused) {
            // As at the exchange: a post-only order came too late, a market has paused. The next minute tries again.
        }
    }

    private Instant now() {
        return instant(engine.now());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
