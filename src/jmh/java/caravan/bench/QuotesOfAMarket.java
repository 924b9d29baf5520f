package caravan.bench;

import caravan.marketmaking.IncentiveStrategy;
import caravan.marketmaking.TouchStrategy;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Situation;
import caravan.model.Strategy;
import caravan.rules.PriceGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From what a strategy is shown of a market to what it wants there: a full book, two orders of ours, a position. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QuotesOfAMarket {
    private static final int LEVELS = 40;
    private static final int BOOKS = 256;
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
    private static final PriceGrid CENTS = new PriceGrid(List.of(PriceGrid.Band.parse("0.00", "1.00", "0.01")));

    @Param({"incentive", "touch"})
    String name;

    private final List<Situation> situations = new ArrayList<>();
    private Strategy strategy = situation -> QuotePlan.nothing(situation.ticker(), "nothing yet");
    private int next;

    /** Makes books that differ, so that no branch is always the same. */
    @Setup
    public void write() {
        strategy = name.equals("touch")
                ? new TouchStrategy(Quantity.ofContracts(5), 1, 2, Quantity.ofContracts(10), 1)
                : new IncentiveStrategy(Quantity.ofContracts(5), 100, Quantity.ofContracts(1_000_000));
        SplittableRandom random = new SplittableRandom(1);
        for (int book = 0; book < BOOKS; book++) {
            situations.add(situation(45 + random.nextInt(5), 52 + random.nextInt(5), random));
        }
    }

    private static Situation situation(int bestBid, int bestAsk, SplittableRandom random) {
        List<Level> bids = new ArrayList<>();
        List<Level> asks = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            bids.add(new Level(BookSide.BID, Price.ofCents(bestBid - level), quantity(random)));
            asks.add(new Level(BookSide.ASK, Price.ofCents(bestAsk + level), quantity(random)));
        }
        List<RestingOrder> own = List.of(
                new RestingOrder(
                        "1", "M", BookSide.BID, Price.ofCents(bestBid - 1L), Quantity.ofContracts(5), TIME, null),
                new RestingOrder(
                        "2", "M", BookSide.ASK, Price.ofCents(bestAsk + 1L), Quantity.ofContracts(5), TIME, null));
        BookView book = new BookView("M", BookState.VALID, null, bids, asks, 1, 1, 1, TIME, TIME);
        return new Situation(book, CENTS, Quantity.ofContracts(random.nextInt(41) - 20L), own);
    }

    private static Quantity quantity(SplittableRandom random) {
        return Quantity.ofContracts(5 + random.nextInt(100));
    }

    @Benchmark
    public QuotePlan quote() {
        next = (next + 1) % BOOKS;
        return strategy.quote(situations.get(next));
    }
}
