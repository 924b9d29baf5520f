package caravan.bench;

import caravan.books.OrderBooks;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate;
import caravan.model.Frame;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One decoded change, from the check of its number to the top of the book that it makes, where it makes one.
 *
 * <p>Changes fall near the best price more often than far from it, in markets in no order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UpdateOfABook {
    private static final int CHANGES = 1 << 17;
    private static final int LEVELS = 40;
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

    @Param({"100", "10000"})
    int markets;

    private final List<StreamMessage> messages = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private OrderBooks books = new OrderBooks(InstantSource.fixed(TIME), new SimpleMeterRegistry());
    private int first;

    /** Writes what the exchange says, once. */
    @Setup(Level.Trial)
    public void write() {
        SplittableRandom random = new SplittableRandom(1);
        long[][] quantities = new long[markets][2 * LEVELS];
        for (int market = 0; market < markets; market++) {
            List<BookUpdate.Level> levels = new ArrayList<>();
            for (int level = 0; level < 2 * LEVELS; level++) {
                quantities[market][level] = 100L * (1 + random.nextInt(50));
                levels.add(new BookUpdate.Level(side(level), price(level), new Quantity(quantities[market][level])));
            }
            say(new BookUpdate.Snapshot(ticker(market), 1, messages.size() + 1L, levels));
        }
        first = messages.size();
        for (int change = 0; change < CHANGES; change++) {
            int market = random.nextInt(markets);
            int level = Math.min(random.nextInt(LEVELS), random.nextInt(LEVELS)) + (random.nextBoolean() ? LEVELS : 0);
            long before = quantities[market][level];
            long after = before > 0 && random.nextInt(4) == 0 ? 0 : 100L * (1 + random.nextInt(50));
            quantities[market][level] = after;
            say(new BookUpdate.Delta(
                    ticker(market),
                    1,
                    messages.size() + 1L,
                    side(level),
                    price(level),
                    new Quantity(after - before),
                    null,
                    TIME));
        }
    }

    /** A text of its own each time, as it comes from the wire: its hash is not known yet. */
    private static String ticker(int market) {
        return new StringBuilder("KXBENCH-26NOV20-T").append(market).toString();
    }

    private static BookSide side(int level) {
        return level < LEVELS ? BookSide.BID : BookSide.ASK;
    }

    private static Price price(int level) {
        return Price.ofCents(level < LEVELS ? 49L - level : 51L + level - LEVELS);
    }

    private void say(StreamMessage message) {
        messages.add(message);
        long number = messages.size();
        frames.add(new Frame("market-data", 1, number, TIME, "orderbook_delta", 1, number, true, ""));
    }

    /** Begins with the snapshots again: a count cannot be turned back. */
    @Setup(Level.Invocation)
    public void begin() {
        books = new OrderBooks(InstantSource.fixed(TIME), new SimpleMeterRegistry());
        for (int i = 0; i < first; i++) {
            books.apply(messages.get(i), frames.get(i));
        }
        if (books.count(BookState.VALID) != markets) {
            throw new IllegalStateException("expected %d valid books".formatted(markets));
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public void update(Blackhole hole) {
        for (int i = first; i < messages.size(); i++) {
            hole.consume(books.apply(messages.get(i), frames.get(i)));
        }
    }
}
