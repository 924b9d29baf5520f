package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.model.Card;
import caravan.model.ExchangeStatus;
import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.Page;
import caravan.model.Quantity;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakerTest {
    private final ManualClock clock = new ManualClock(Situations.NOW);
    private final PretendTrading trading = new PretendTrading();

    @TempDir
    private Path folder;

    private final PackagedSettings settings = new PackagedSettings();
    private HikariDataSource ledger;
    private MakingCycle cycle;
    private Maker maker;

    @BeforeEach
    void open() {
        ledger = Ledgers.open(folder);
        TradeLog log = new TradeLog(folder.resolve("trade.log"), ZoneOffset.UTC, clock);
        Journal journal = new Journal(ledger);
        Ports ports = new Ports(() -> trading, trading::positions, () -> trading, Optional::empty);
        cycle = new MakingCycle(
                new LiveSettings(settings::read), ports, journal, log, new SimpleMeterRegistry(), clock);
        maker = new Maker(
                cycle,
                new Programs(log, clock),
                new TermsTable(clock),
                time -> Optional.empty(),
                ports,
                journal,
                log,
                new OrderNews(log, true, clock),
                clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void noProgramThatFitsIsSaidAfterAWhileAndNotAgainForAnHour() {
        assertThat(newsOfACycle()).isNull();
        clock.advance(Duration.ofSeconds(30));
        assertThat(newsOfACycle())
                .isNotNull()
                .satisfies(card -> assertThat(card.content())
                        .isEqualTo("No program fits, so nothing is quoted: 1 x nothing was traded in it yet"));
        clock.advance(Duration.ofMinutes(59));
        assertThat(newsOfACycle()).isNull();
        clock.advance(Duration.ofMinutes(1));
        assertThat(newsOfACycle()).isNotNull();
    }

    private @Nullable Card newsOfACycle() {
        cycle.begin();
        cycle.step("select");
        maker.programs(List.of(program("A", 100)).iterator());
        maker.questions(List.of());
        maker.markets(new Page<>(
                List.of(new Market(
                        "A",
                        null,
                        null,
                        null,
                        null,
                        "active",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Quantity.ZERO,
                        null,
                        null)),
                ""));
        assertThat(maker.select()).isEmpty();
        assertThat(cycle.goesOn()).isFalse();
        cycle.end();
        return maker.news();
    }

    @Test
    void programsThatAreNewChangedOrGoneAreWrittenDown() throws IOException {
        cycle.begin();
        maker.programs(List.of(program("A", 100), program("B", 100)).iterator());
        maker.programs(List.of(program("A", 200)).iterator());
        assertThat(Files.readAllLines(folder.resolve("trade.log")))
                .anyMatch(line -> line.contains("New program: A | Reward: 100.00 | Target: 300.00"))
                .anyMatch(line -> line.contains("Changed program: A | Reward: 200.00"))
                .anyMatch(line -> line.contains("Ended program: B"));
    }

    @Test
    void aPauseOfTheExchangeEndsTheCycle() {
        cycle.begin();
        maker.exchange(new ExchangeStatus(true, false, null));
        assertThat(cycle.goesOn()).isFalse();
    }

    @Test
    void theWaitCountsFromTheEndOfACycle() {
        cycle.begin();
        assertThat(cycle.isDue()).isFalse();
        cycle.step("exchange");
        clock.advance(Duration.ofSeconds(90));
        cycle.end();
        clock.advance(Duration.ofSeconds(59));
        assertThat(cycle.isDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(cycle.isDue()).isTrue();
    }

    @Test
    void aFailedCycleIsTriedAgainSoon() {
        cycle.begin();
        cycle.step("exchange");
        cycle.failed(new IllegalStateException("the exchange does not answer"));
        cycle.end();
        clock.advance(Duration.ofSeconds(5));
        assertThat(cycle.isDue()).isTrue();
    }

    @Test
    void quotesThatCouldNotBeTakenBackAreTakenBackTheNextTime() {
        cycle.begin();
        cycle.end();
        settings.with("enabled", "false");
        cycle.begin();
        assertThat(cycle.withdraws()).isTrue();
        cycle.failed(new IllegalStateException("the exchange does not answer"));
        cycle.end();
        cycle.begin();
        assertThat(cycle.withdraws()).isTrue();
        cycle.end();
        cycle.begin();
        assertThat(cycle.withdraws()).isFalse();
    }

    private static IncentiveProgram program(String ticker, int dollars) {
        return new IncentiveProgram(
                "of " + ticker,
                null,
                ticker,
                "liquidity",
                null,
                Situations.NOW.minusSeconds(60),
                Situations.NOW.plus(Duration.ofDays(1)),
                new Money(dollars * 1_000_000L),
                false,
                5_000,
                Quantity.ofContracts(300),
                null);
    }
}
