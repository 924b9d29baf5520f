package caravan.books;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.books.UnreliableExchange.Change;
import caravan.books.UnreliableExchange.Sent;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.ConnectionEvent;
import caravan.model.Gap;
import caravan.model.StreamCommand.RequestSnapshots;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Books against the exchange's own, at every frame, while frames are lost, doubled, spoilt and out of place.
 *
 * <p>Every build has the same faults. {@code -Dchaos.deltas} says how many changes, {@code -Dchaos.seed} which faults.
 */
class BooksUnderFaultsTest {
    private static final long DELTAS = Long.getLong("chaos.deltas", 300_000);
    private static final int CUT_EVERY = 60_000;
    private static final int LOOK_EVERY = 2_500;

    private final long seed = Long.getLong("chaos.seed", 4711);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final UnreliableExchange exchange = new UnreliableExchange(seed);
    private final OrderBooks books = new OrderBooks(exchange::now, new SimpleMeterRegistry());
    /** The exchange's own books at the last number that arrived. */
    private final Map<String, Map<Integer, Long>> truth = new HashMap<>();

    private final List<String> jumps = new ArrayList<>();
    private final Map<Long, Gap> opened = new TreeMap<>();
    private final Map<Long, Gap> closed = new TreeMap<>();
    private long highest;
    private long validLooks;
    private long looks;

    @Test
    void noValidBookDiffersFromTheExchangesOwn() {
        connect();
        for (long done = 0; done < DELTAS; done++) {
            exchange.live();
            deliver();
            if (done % LOOK_EVERY == 0) {
                react(books.timePasses());
                exchange.tickers().forEach(this::compare);
            }
            if (random.nextInt(CUT_EVERY) == 0) {
                react(books.apply(new ConnectionEvent.Closed("market-data", "cut"), null));
                assertThat(books.count(BookState.VALID)).isZero();
                connect();
            }
        }
        exchange.reliable = true;
        for (int i = 0; i < 100_000; i++) {
            exchange.live();
            deliver();
            if (i % (LOOK_EVERY / 10) == 0) {
                react(books.timePasses());
            }
        }
        for (String ticker : exchange.tickers()) {
            BookView view = books.book(ticker).orElseThrow();
            if (exchange.isSubscribed(ticker)) {
                assertThat(view.state()).as(ticker + about()).isEqualTo(BookState.VALID);
                assertThat(view.bids()).as(ticker + about()).isEqualTo(exchange.own(ticker, BookSide.BID));
                assertThat(view.asks()).as(ticker + about()).isEqualTo(exchange.own(ticker, BookSide.ASK));
            } else {
                assertThat(view.state()).as(ticker + about()).isNotEqualTo(BookState.VALID);
            }
        }
        assertThat(opened.values().stream()
                        .filter(gap -> gap.foundSequence() > gap.expectedSequence())
                        .map(BooksUnderFaultsTest::jump))
                .as("each jump has its gap" + about())
                .containsExactlyElementsOf(jumps);
        assertThat(closed.keySet()).as("each gap is over" + about()).isEqualTo(opened.keySet());
        assertThat(jumps).hasSizeGreaterThan((int) (DELTAS / 20_000));
        assertThat((double) validLooks / looks).as("books are of use" + about()).isGreaterThan(0.5);
    }

    private String about() {
        return ", with -Dchaos.seed=" + seed;
    }

    private static String jump(Gap gap) {
        return gap.connectionId() + ": " + gap.expectedSequence() + " " + gap.foundSequence();
    }

    private void connect() {
        exchange.connect();
        highest = 0;
        truth.clear();
        for (String ticker : exchange.tickers()) {
            for (BookSide side : BookSide.values()) {
                exchange.own(ticker, side)
                        .forEach(level -> change(
                                ticker,
                                side,
                                level.price().units(),
                                level.quantity().units()));
            }
        }
        deliver();
        react(books.apply(new ConnectionEvent.Ready("market-data"), null));
    }

    private void deliver() {
        for (Sent sent = exchange.next(); sent != null; sent = exchange.next()) {
            long number = sent.frame().sequence();
            if (number > highest) {
                if (number > highest + 1) {
                    jumps.add(sent.frame().connectionId() + ": " + (highest + 1) + " " + number);
                }
                highest = number;
                for (Change next = exchange.changes.peek();
                        next != null && next.sequence() <= number;
                        next = exchange.changes.peek()) {
                    change(String.valueOf(next.ticker()), next.side(), next.price(), next.change());
                    exchange.changes.remove();
                }
            }
            react(books.apply(sent.message(), sent.frame()));
            compare(sent.message().ticker());
        }
    }

    private void change(String ticker, BookSide side, int price, long change) {
        Map<Integer, Long> levels = truth.computeIfAbsent(ticker, unknown -> new HashMap<>());
        levels.merge(side == BookSide.BID ? price : -price, change, (before, more) -> {
            long after = before + more;
            return after == 0 ? null : after;
        });
    }

    private void compare(@Nullable String ticker) {
        BookView view = ticker == null ? null : books.book(ticker).orElse(null);
        if (view == null) {
            return;
        }
        looks++;
        if (view.state() != BookState.VALID) {
            return;
        }
        validLooks++;
        Map<Integer, Long> own = truth.getOrDefault(ticker, Map.of());
        boolean same = view.bids().size() + view.asks().size() == own.size()
                && view.bids().stream().allMatch(level -> is(own, level, 1))
                && view.asks().stream().allMatch(level -> is(own, level, -1));
        if (!same) {
            throw new AssertionError(
                    "%s at %d differs: %s, the exchange's own is %s%s".formatted(ticker, highest, view, own, about()));
        }
    }

    private static boolean is(Map<Integer, Long> own, Level level, int sign) {
        Long quantity = own.get(sign * level.price().units());
        return quantity != null && quantity == level.quantity().units();
    }

    private void react(List<Record> consequences) {
        for (Record consequence : consequences) {
            if (consequence instanceof Gap gap) {
                Map<Long, Gap> gaps = gap.closedTime() == null ? opened : closed;
                assertThat(gaps.put(gap.number(), gap)).isNull();
            } else if (consequence instanceof RequestSnapshots request) {
                exchange.ask(request.tickers());
            }
        }
    }
}
