package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.TopOfBook;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequotesTest {
    private final ManualClock clock = new ManualClock(Situations.NOW);
    private final PretendTrading trading = new PretendTrading();

    @TempDir
    private Path folder;

    private final PackagedSettings settings = new PackagedSettings().with("strategy", "touch");
    private final LiveSettings live = new LiveSettings(settings::read);
    private HikariDataSource ledger;
    private Requotes requotes;

    @BeforeEach
    void open() {
        ledger = Ledgers.open(folder);
        requotes = new Requotes(
                live,
                new Ports(() -> trading, trading::positions, () -> trading, Optional::empty),
                new TermsTable(clock),
                new BookReads(() -> null, clock),
                new Journal(ledger),
                new TradeLog(folder.resolve("trade.log"), ZoneOffset.UTC, clock),
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
    void aBookThatNobodyKnowsHasNoQuotes() {
        assertThat(requotes.plans(List.of("A")))
                .singleElement()
                .satisfies(plan -> assertThat(plan.quotes()).isEmpty());
    }

    private void rest(String ticker) {
        Quote quote = new Quote(ticker, BookSide.BID, Price.ofCents(40), Quantity.ofContracts(1), "");
        trading.place(new QuotePlan(ticker, List.of(quote), List.of()));
    }

    private static TopOfBook top(String ticker) {
        return new TopOfBook(ticker, BookState.VALID, null, null, null, null, null, null, Situations.NOW);
    }
}
