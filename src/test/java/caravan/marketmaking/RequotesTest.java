package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.Card;
import caravan.model.Fill;
import caravan.model.MarketTerms;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.TopOfBook;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequotesTest {
    private static final String BROKEN = "BROKEN";

    private final ManualClock clock = new ManualClock(Situations.NOW);
    private final PretendTrading trading = new PretendTrading();

    @TempDir
    private Path folder;

    private final PackagedSettings settings = new PackagedSettings().with("strategy", "touch");
    private final LiveSettings live = new LiveSettings(settings::read);
    private HikariDataSource ledger;
    private OrderNews news;
    private Requotes requotes;

    @BeforeEach
    void open() {
        ledger = Ledgers.open(folder);
        TradeLog log = new TradeLog(folder.resolve("trade.log"), ZoneOffset.UTC, clock);
        news = new OrderNews(log, true, clock);
        requotes = new Requotes(
                live,
                new Ports(() -> trading, trading::positions, () -> trading, Optional::empty),
                this::terms,
                new BookReads(() -> null, clock),
                new Journal(ledger),
                log,
                news,
                new SimpleMeterRegistry(),
                clock);
        requotes.follow(List.of("A", "B"));
        requotes.done(requotes.take());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aMoveTouchesItsMarketOnlyAndCountsOnce() {
        assertThat(requotes.moved(top("A"))).isTrue();
        assertThat(requotes.moved(top("A"))).isFalse();
        assertThat(requotes.moved(top("OTHER"))).isFalse();
        assertThat(requotes.take()).containsExactly("A");
        assertThat(requotes.hasWork()).isFalse();
    }

    @Test
    void aFillOfOursAsksForNewQuotesAtOnce() {
        assertThat(requotes.filled(fill("A"))).isTrue();
        assertThat(requotes.filled(fill("A"))).isFalse();
        assertThat(requotes.filled(fill("OTHER"))).isFalse();
        assertThat(requotes.take()).containsExactly("A");
    }

    @Test
    void whatHappensWhileAMarketIsQuotedWaitsUntilItIsDone() {
        requotes.moved(top("A"));
        List<String> taken = requotes.take();
        assertThat(requotes.moved(top("A"))).isFalse();
        requotes.moved(top("B"));
        assertThat(requotes.take()).containsExactly("B");
        assertThat(requotes.hasWork()).isFalse();
        requotes.done(taken);
        assertThat(requotes.take()).containsExactly("A");
    }

    @Test
    void aFailureLeavesTheMarketAloneForAMoment() {
        requotes.moved(top("A"));
        List<String> taken = requotes.take();
        requotes.failed(taken, new IllegalStateException("away"));
        requotes.done(taken);
        assertThat(requotes.hasWork()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(requotes.take()).containsExactly("A");
    }

    @Test
    void marketsThatAreQuotedNoMoreAreNamedWhereOrdersRest() {
        rest("A");
        assertThat(requotes.follow(List.of("C"))).containsExactly("A");
        assertThat(requotes.followed()).containsExactly("C");
    }

    @Test
    void ordersInMarketsThatWereNeverQuotedByItAreNamedToo() {
        rest("OF-ANOTHER-STRATEGY");
        assertThat(requotes.follow(List.of("A"))).containsExactly("OF-ANOTHER-STRATEGY");
    }

    @Test
    void nothingIsQuotedAnewOnceAnotherStrategyIsSet() {
        requotes.moved(top("A"));
        List<String> taken = requotes.take();
        requotes.moved(top("B"));
        settings.with("strategy", "incentive");
        live.read();
        assertThat(requotes.plans(taken)).isEmpty();
        requotes.done(taken);
        assertThat(requotes.hasWork()).isFalse();
        assertThat(requotes.isTimeToLook()).isFalse();
        assertThat(requotes.followed()).isEmpty();
    }

    @Test
    void ordersThatMustNotRestAreFoundByLooking() {
        rest("A");
        rest("B");
        assertThat(requotes.isTimeToLook()).isFalse();
        trading.unreconciled("a position of ours is not explained");
        assertThat(requotes.isTimeToLook()).isTrue();
        assertThat(requotes.isHindered()).isTrue();
        assertThat(requotes.open(requotes.take())).containsExactly("A", "B");
    }

    @Test
    void aMarketWhoseStrategyFailsIsLeftOutAndSaidOnce() throws IOException {
        for (int second = 0; second < 3; second++) {
            assertThat(requotes.plans(List.of(BROKEN, "A")))
                    .satisfiesExactlyInAnyOrder(
                            broken -> assertThat(broken.reasons())
                                    .containsExactly(
                                            "no quotes could be made out: java.lang.IllegalStateException: its grid is empty"),
                            other -> assertThat(other.reasons())
                                    .containsExactly("the exchange did not tell yet at which prices it may be quoted"));
        }
        assertThat(Files.readAllLines(folder.resolve("trade.log")))
                .singleElement()
                .asString()
                .endsWith("[ERROR] Ticker: BROKEN | no quotes could be made out: "
                        + "java.lang.IllegalStateException: its grid is empty");
    }

    private Optional<MarketTerms> terms(String ticker) {
        if (ticker.equals(BROKEN)) {
            throw new IllegalStateException("its grid is empty");
        }
        return Optional.empty();
    }

    @Test
    void aBookThatNobodyKnowsHasNoQuotes() {
        assertThat(requotes.plans(List.of("A")))
                .singleElement()
                .satisfies(plan -> assertThat(plan.quotes()).isEmpty());
    }

    @Test
    void eachOrderThatIsPlacedMovedOrCanceledHasItsLine() throws IOException {
        place(plan("A", 40));
        place(plan("A", 40));
        place(plan("A", 41));
        place(QuotePlan.nothing("A", "the book is not valid"));
        assertThat(orderLines())
                .containsExactly(
                        "[OPEN ORDER] Ticker: A | Side: yes | Action: buy | Count: 1 | Type: limit | Price: 0.4000",
                        "[CANCEL ORDER] Ticker: A | Side: yes | Price: 0.4000",
                        "[OPEN ORDER] Ticker: A | Side: yes | Action: buy | Count: 1 | Type: limit | Price: 0.4100",
                        "[CANCEL ORDER] Ticker: A | Side: yes | Price: 0.4100");
    }

    @Test
    void anOrderThatIsStillWantedWasFilledAndNotCanceled() throws IOException {
        place(plan("A", 40));
        requotes.plans(List.of("A"));
        trading.cancel(List.of("A"));
        requotes.keep(List.of(plan("A", 40)), List.of());
        assertThat(orderLines()).singleElement().asString().startsWith("[OPEN ORDER]");
    }

    @Test
    void whatIsCanceledBecauseNothingMayRestHasItsLine() throws IOException {
        rest("A");
        requotes.canceled(trading.cancel(List.of("A")));
        assertThat(orderLines()).containsExactly("[CANCEL ORDER] Ticker: A | Side: yes | Price: 0.4000");
    }

    @Test
    void howeverOftenItQuotesThereIsOneSummaryAMinute() {
        place(plan("A", 40));
        assertThat(news.card("touch")).isNotNull().satisfies(card -> {
            assertThat(card.title()).isEqualTo("1 orders placed, 0 canceled, 0 positions closed");
            assertThat(card.fields()).containsExactly(Card.Field.of("A", "bid 1.00 at 0.4000"));
        });
        IntStream.range(41, 51).forEach(cents -> place(plan("A", cents)));
        assertThat(news.card("touch")).isNull();
        clock.advance(Duration.ofMinutes(1));
        assertThat(news.card("touch")).isNotNull().satisfies(card -> {
            assertThat(card.title()).isEqualTo("10 orders placed, 10 canceled, 0 positions closed");
            assertThat(card.fields()).containsExactly(Card.Field.of("A", "10 orders"));
        });
        clock.advance(Duration.ofMinutes(1));
        assertThat(news.card("touch")).isNull();
    }

    /** Does what the route does, with what the strategy would want. */
    private void place(QuotePlan plan) {
        requotes.plans(List.of(plan.ticker()));
        requotes.keep(List.of(plan), trading.place(plan));
        requotes.done(List.of(plan.ticker()));
    }

    private List<String> orderLines() throws IOException {
        return Files.readAllLines(folder.resolve("trade.log")).stream()
                .filter(line -> line.contains(" ORDER]"))
                .map(line -> line.substring(line.indexOf('[')))
                .toList();
    }

    private void rest(String ticker) {
        trading.place(plan(ticker, 40));
    }

    private static QuotePlan plan(String ticker, int cents) {
        Quote quote = new Quote(ticker, BookSide.BID, Price.ofCents(cents), Quantity.ofContracts(1), "");
        return new QuotePlan(ticker, List.of(quote), List.of());
    }

    private static Fill fill(String ticker) {
        return new Fill(
                "t-1",
                "o-1",
                null,
                ticker,
                BookSide.BID,
                Outcome.YES,
                Action.BUY,
                Price.ofCents(40),
                Quantity.ofContracts(1),
                null,
                null,
                null,
                null,
                Situations.NOW);
    }

    private static TopOfBook top(String ticker) {
        return new TopOfBook(ticker, BookState.VALID, null, null, null, null, null, null, Situations.NOW);
    }
}
