package caravan.bench;

import caravan.model.BookSide;
import caravan.rules.FeeType;
import caravan.rules.Fees;
import caravan.rules.PriceGrid;
import caravan.rules.PriceStructure;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The sandbox's engine alone, on one core: makers keep orders at ten prices a side in twenty markets, place, amend, lower
 * and cancel them, and others take what is there. Both pay fees.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MatchingEngine {
    private static final int MARKETS = 20;
    private static final int MAKERS = 10;
    private static final int LEVELS = 10;
    private static final int TAKERS = 20;

    private static final long START = Instant.parse("2026-10-10T12:00:00Z").getEpochSecond() * 1_000_000;
    private static final long DAY = 86_400_000_000L;
    private static final long CASH = 1_000_000_000_000_000L;

    private final PriceGrid grid = PriceStructure.LINEAR_CENT.grid();
    private final Engine engine = new Engine(1, START, new EngineListener() {});
    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Market> markets = new ArrayList<>();
    private final List<Account> makers = new ArrayList<>();
    private final List<Account> takers = new ArrayList<>();
    /** Where fair prices are, as ticks. */
    private final int[] fair = new int[MARKETS];
    /** What each maker has at each distance from the fair price of each market, on each side. */
    private final @Nullable Order[] quotes = new Order[MARKETS * MAKERS * LEVELS * 2];

    private long time = START;

    /** Makes the markets, and those who trade in them. */
    public MatchingEngine() {
        Fees fees = Fees.of(FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE);
        for (int i = 0; i < MARKETS; i++) {
            markets.add(engine.list("MARKET-" + i, grid, fees, START, Long.MAX_VALUE, DAY));
            fair[i] = grid.size() / 2;
        }
        for (int i = 0; i < MAKERS; i++) {
            makers.add(engine.admit("maker " + i, CASH));
        }
        for (int i = 0; i < TAKERS; i++) {
            takers.add(engine.admit("taker " + i, CASH));
        }
    }

    /** One command: another order, or a change to one. */
    @Benchmark
    public void command() {
        time += 10;
        engine.advanceTo(time);
        if (random.nextInt(8) == 0) {
            take();
        } else {
            quote(random.nextInt(quotes.length));
        }
    }

    private void take() {
        int market = random.nextInt(MARKETS);
        BookSide side = random.nextBoolean() ? BookSide.BID : BookSide.ASK;
        if (random.nextInt(20) == 0) {
            fair[market] = Math.min(80, Math.max(20, fair[market] + random.nextInt(3) - 1));
        }
        int tick = fair[market] + (side == BookSide.BID ? 3 : -3);
        Account taker = takers.get(random.nextInt(TAKERS));
        long quantity = 100L * (1 + random.nextInt(30));
        engine.place(NewOrder.immediate(taker, markets.get(market), side, grid.units(tick), quantity));
    }

    private void quote(int number) {
        int level = number / 2 % LEVELS;
        int maker = number / 2 / LEVELS % MAKERS;
        int market = number / 2 / LEVELS / MAKERS;
        BookSide side = number % 2 == 0 ? BookSide.BID : BookSide.ASK;
        int price = grid.units(fair[market] + (side == BookSide.BID ? -1 - level : 1 + level));
        Order quote = quotes[number];
        if (quote == null || !quote.isResting()) {
            long quantity = 100L * (1 + random.nextInt(20));
            quotes[number] =
                    engine.place(NewOrder.limit(makers.get(maker), markets.get(market), side, price, quantity));
            return;
        }
        int choice = random.nextInt(10);
        if (choice < 6) {
            engine.cancel(quote);
        } else if (choice < 9) {
            long total = quote.filled() + 100L * (1 + random.nextInt(20));
            engine.amend(quote, side, price, total, null, 0);
        } else if (quote.remaining() > 1) {
            engine.decrease(quote, quote.remaining() / 2);
        } else {
            engine.cancel(quote);
        }
    }

    /** Fails when money is not where it was paid in. */
    @TearDown
    public void account() {
        if (engine.deposits() != cash() + engine.clearing() + engine.feesCollected()) {
            throw new IllegalStateException("the engine lost money: " + engine.deposits() + " was paid in");
        }
    }

    private long cash() {
        return engine.accounts().stream().mapToLong(Account::cash).sum();
    }
}
