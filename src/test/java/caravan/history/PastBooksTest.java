package caravan.history;

import static caravan.history.RecordedData.after;
import static caravan.history.RecordedData.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastBooksTest extends RecordedDataTest {
    private static final long FIRST = connection(after(0));
    private static final String LEVELS = "{\"bid\":[[\"0.5500\",\"120.00\"]],\"ask\":[[\"0.5800\",\"40.00\"]]}";

    @Test
    void bookIsTheSnapshotAndTheChangesUpToTheMoment() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.delta(FIRST, 2, 2, "KXA", "bid", "0.5500", "-20.00");
        data.delta(FIRST, 3, 3, "KXA", "ask", "0.5700", "5.50");
        data.delta(FIRST, 4, 4, "KXA", "ask", "0.5800", "-40.00");

        assertThat(book(1.5)).isEqualTo("VALID bid 0.5500 120.00, ask 0.5800 40.00");
        assertThat(book(2)).isEqualTo("VALID bid 0.5500 100.00, ask 0.5800 40.00");
        assertThat(book(3.5)).isEqualTo("VALID bid 0.5500 100.00, ask 0.5700 5.50, ask 0.5800 40.00");
        assertThat(book(4)).isEqualTo("VALID bid 0.5500 100.00, ask 0.5700 5.50");
        assertThat(view(4).sequence()).isEqualTo(4);
        assertThat(view(4).receivedTime()).isEqualTo(after(4));
    }

    @Test
    void nothingIsKnownBeforeTheFirstSnapshot() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        assertThat(at("KXA", after(0.5))).isNull();
        assertThat(at("KXB", after(9))).isNull();
    }

    @Test
    void numberThatIsMissingMakesTheBookSuspectFromThereOn() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.delta(FIRST, 2, 2, "KXA", "bid", "0.5500", "-20.00");
        data.delta(FIRST, 4, 4, "KXB", "bid", "0.1000", "1.00");
        assertThat(book(3)).startsWith("VALID");
        assertThat(view(5).state()).isEqualTo(BookState.SUSPECT);
        assertThat(view(5).reason()).isEqualTo("number 3 of its subscription was not recorded");
    }

    @Test
    void numbersOfOtherMarketsAndRepliesAreNoHoles() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.snapshot(FIRST, 2, 1, "KXB", LEVELS);
        data.delta(FIRST, 3, 2, "KXB", "bid", "0.1000", "1.00");
        data.reply(FIRST, 4, 3);
        data.heard(FIRST, 9);
        data.delta(FIRST, 5, 4, "KXA", "bid", "0.5400", "7.00");
        assertThat(book(5)).isEqualTo("VALID bid 0.5500 120.00, bid 0.5400 7.00, ask 0.5800 40.00");
    }

    @Test
    void changeThatCameTwiceOrOutOfOrderCountsOnce() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.delta(FIRST, 3, 2, "KXA", "bid", "0.5500", "1.00");
        data.delta(FIRST, 2, 3, "KXA", "bid", "0.5500", "2.00");
        data.delta(FIRST, 3, 4, "KXA", "bid", "0.5500", "1.00");
        data.heard(FIRST, 9);
        assertThat(view(2.5).state()).isEqualTo(BookState.SUSPECT);
        assertThat(book(5)).isEqualTo("VALID bid 0.5500 123.00, ask 0.5800 40.00");
    }

    @Test
    void notedGapMakesTheBookSuspectUntilTheNextSnapshot() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.gap(FIRST, 2, "expected number 2, found 5");
        data.delta(FIRST, 2, 3, "KXA", "bid", "0.5500", "1.00");
        assertThat(view(4).reason()).isEqualTo("expected number 2, found 5 at 2026-11-20T15:00:02Z");
        data.snapshot(FIRST, 3, 5, "KXA", LEVELS);
        data.heard(FIRST, 9);
        assertThat(book(6)).isEqualTo("VALID bid 0.5500 120.00, ask 0.5800 40.00");
    }

    @Test
    void lostConnectionMakesTheBookStale() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.snapshot(connection(after(10)), 1, 11, "KXB", LEVELS);
        data.snapshot(connection(after(10)), 2, 13, "KXA", LEVELS);
        data.heard(connection(after(10)), 15);
        assertThat(view(12).state()).isEqualTo(BookState.STALE);
        assertThat(view(12).reason()).contains("its connection was lost; the next one, of 2026-11-20T15:00:10Z");
        assertThat(view(14).state()).isEqualTo(BookState.VALID);
    }

    @Test
    void bookIsKnownAsLongAsAnythingWasHeardOnItsConnection() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        assertThat(view(1).state()).isEqualTo(BookState.VALID);
        assertThat(view(1.1).state()).isEqualTo(BookState.STALE);
        assertThat(view(1.1).reason())
                .isEqualTo("nothing was heard on its connection after 2026-11-20T15:00:01Z, so nobody knows whether it"
                        + " was still there");
        data.delta(FIRST, 2, 100, "KXB", "bid", "0.1000", "1.00");
        assertThat(view(70).state()).isEqualTo(BookState.VALID);
        data.heard(FIRST, 500);
        assertThat(view(499).state()).isEqualTo(BookState.VALID);
    }

    @Test
    void liveBookOfTheSameConnectionShowsThatItIsThere() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        assertThat(stateNow(FIRST, BookState.VALID)).isEqualTo(BookState.VALID);
        assertThat(stateNow(FIRST, BookState.SUSPECT)).isEqualTo(BookState.VALID);
        assertThat(stateNow(FIRST, BookState.STALE)).isEqualTo(BookState.STALE);
        assertThat(stateNow(FIRST + 1, BookState.VALID)).isEqualTo(BookState.STALE);
    }

    private BookState stateNow(long connection, BookState live) {
        return data.pastBooks(ticker -> Optional.of(
                        new BookView(ticker, live, null, List.of(), List.of(), connection, 1, 1, null, after(1))))
                .at(Map.of("ticker", "KXA"))
                .state();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ok | {\"msg\":{\"market_tickers\":[\"KXB\"]}} | remove | [\"KXA\"] | the market was not subscribed to any more",
                "ok | {\"msg\":{\"market_tickers\":[\"KXB\"]}} | - | - | the market was not subscribed to any more",
                "ok | {} | remove | [\"KXA\",\"KXC\"] | the market was not subscribed to any more",
                "unsubscribed | {\"sid\":1} | - | - | the exchange ended the subscription",
                "error | {\"msg\":{\"code\":25}} | - | - | the exchange ended the subscription, error 25,"
            })
    void bookIsNotKnownAfterItsMarketLeft(String type, String text, String command, String tickers, String reason) {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.reply(FIRST, 2, 2, type, text, command, tickers);
        data.heard(FIRST, 9);
        assertThat(view(1.5).state()).isEqualTo(BookState.VALID);
        assertThat(view(3).state()).isEqualTo(BookState.STALE);
        assertThat(view(3).reason()).isEqualTo(reason + " at 2026-11-20T15:00:02Z");
        data.snapshot(FIRST, 3, 4, "KXA", LEVELS);
        assertThat(view(5).state()).isEqualTo(BookState.VALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ok | {\"msg\":{\"market_tickers\":[\"KXA\"]}} | remove | [\"KXB\"]",
                "ok | {\"msg\":{\"market_tickers\":[\"KXA\",\"KXB\"]}} | - | -",
                "ok | {\"msg\":{\"market_tickers\":[\"KXB\"]}} | snapshots | [\"KXB\"]",
                "ok | {} | add | [\"KXB\"]",
                "error | {\"msg\":{\"code\":13}} | - | -"
            })
    void bookStaysKnownWhenOthersLeave(String type, String text, String command, String tickers) {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.reply(FIRST, 2, 2, type, text, command, tickers);
        data.heard(FIRST, 9);
        assertThat(view(3).state()).isEqualTo(BookState.VALID);
    }

    @Test
    void answerThatTellsNothingLeavesADoubtUntilTheMarketIsListed() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.reply(FIRST, 2, 2, "ok", "{}", null, null);
        data.reply(FIRST, 3, 5, "ok", "{\"msg\":{\"market_tickers\":[\"KXA\"]}}", null, null);
        data.heard(FIRST, 9);
        assertThat(view(3).state()).isEqualTo(BookState.SUSPECT);
        assertThat(view(3).reason())
                .isEqualTo("an answer of the exchange at 2026-11-20T15:00:02Z does not tell which markets had stayed");
        assertThat(view(6).state()).isEqualTo(BookState.VALID);
    }

    @Test
    void endOfASubscriptionThatTheBooksNotedMakesTheBookStale() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.end(FIRST, 2, "the connection is closed: by the other side");
        data.heard(FIRST, 9);
        assertThat(view(3).state()).isEqualTo(BookState.STALE);
        assertThat(view(3).reason()).isEqualTo("the connection is closed: by the other side at 2026-11-20T15:00:02Z");
    }

    @Test
    void moreTakenThanThereWasAndCrossedBooksAreSuspect() {
        data.snapshot(FIRST, 1, 1, "KXA", LEVELS);
        data.delta(FIRST, 2, 2, "KXA", "bid", "0.5500", "-121.00");
        data.heard(FIRST, 3);
        assertThat(view(3).reason()).isEqualTo("more was taken from a price than had been there");
        data.snapshot(FIRST, 3, 4, "KXA", LEVELS);
        data.delta(FIRST, 4, 5, "KXA", "bid", "0.6000", "1.00");
        data.heard(FIRST, 9);
        assertThat(view(6).reason()).isEqualTo("the best bid is not below the best ask");
    }

    @Test
    void parametersAreChecked() {
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> data.pastBooks().at(Map.of()))
                .withMessage("ticker: expected a market's ticker, found none");
        assertThatExceptionOfType(BadQueryException.class)
                .isThrownBy(() -> data.pastBooks().at(Map.of("ticker", "KXA", "at", "noon")))
                .withMessageStartingWith("at: expected a duration such as 2h or a time");
    }

    /** An independent book, kept as a list of levels, at every moment of a random stream with repeats and swaps. */
    @Test
    void everyMomentOfARandomStreamIsRight() {
        for (int seed = 0; seed < 5; seed++) {
            long connection = connection(after(1_000 * seed)) + seed;
            Random random = new Random(seed);
            Map<Integer, Long> bids = new HashMap<>(Map.of(1000, 100_00L));
            List<Runnable> frames = new ArrayList<>();
            List<Map<Integer, Long>> books = new ArrayList<>();
            double start = 1_000 * seed + 1;
            data.snapshot(connection, 1, start, "KXA", "{\"bid\":[[\"0.1000\",\"100.00\"]],\"ask\":[]}");
            for (int number = 2; number < 60; number++) {
                double seconds = start + number;
                int sequence = number;
                if (random.nextInt(3) == 0) {
                    frames.add(() -> data.delta(connection, sequence, seconds, "KXB", "bid", "0.1000", "1.00"));
                } else {
                    int price = 900 + 10 * random.nextInt(5);
                    long had = bids.getOrDefault(price, 0L);
                    long change =
                            had > 0 && random.nextBoolean() ? -random.nextLong(1, had + 1) : random.nextLong(1, 500);
                    bids.merge(price, change, Long::sum);
                    frames.add(() -> data.delta(
                            connection,
                            sequence,
                            seconds,
                            "KXA",
                            "bid",
                            new Price(price).toString(),
                            new Quantity(change).toString()));
                }
                books.add(new HashMap<>(bids));
            }
            frames.add(frames.get(random.nextInt(frames.size())));
            Collections.swap(frames, 0, 1);
            frames.forEach(Runnable::run);
            data.heard(connection, start + 60);
            for (int i = 0; i < books.size(); i++) {
                String expected = books.get(i).entrySet().stream()
                        .filter(level -> level.getValue() != 0)
                        .collect(Collectors.toMap(
                                level -> new Price(level.getKey()), Map.Entry::getValue, (a, b) -> a, TreeMap::new))
                        .descendingMap()
                        .entrySet()
                        .stream()
                        .map(level -> "bid " + level.getKey() + " " + new Quantity(level.getValue()))
                        .collect(Collectors.joining(", "));
                assertThat(book(start + 2 + i))
                        .as("seed %d, moment %d", seed, i)
                        .isEqualTo("VALID " + expected);
            }
        }
    }

    private BookView view(double seconds) {
        BookView view = at("KXA", after(seconds));
        assertThat(view).isNotNull();
        return view;
    }

    private BookView at(String ticker, Instant moment) {
        return data.pastBooks().at(Map.of("ticker", ticker, "at", moment.toString()));
    }

    private String book(double seconds) {
        BookView view = view(seconds);
        List<String> levels = new ArrayList<>();
        view.bids().forEach(level -> levels.add("bid " + level.price() + " " + level.quantity()));
        view.asks().forEach(level -> levels.add("ask " + level.price() + " " + level.quantity()));
        assertThat(view.bids()).allMatch(level -> level.side() == BookSide.BID);
        return view.state() + " " + String.join(", ", levels);
    }
}
