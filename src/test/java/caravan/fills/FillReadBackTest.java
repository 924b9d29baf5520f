package caravan.fills;

import static caravan.fills.FillExamples.NOON;
import static caravan.fills.FillExamples.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Fill;
import caravan.model.Page;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class FillReadBackTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Page<Fill> LAST = new Page<>(List.of(), "");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOON);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private HikariDataSource database;

    @BeforeEach
    void open() {
        database = openLedger();
    }

    /** Where the ledger is: an H2 file. */
    HikariDataSource openLedger() {
        return Ledgers.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstStartLooksBackToAMinuteBeforeAndNoFurther() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofSeconds(3));

        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void theFirstStartLooksBackToTheTimeThatIsSet() {
        assertThat(asksFrom(since("2026-11-01T00:00:00Z"))).isEqualTo(Instant.parse("2026-10-31T23:59:00Z"));
    }

    @Test
    void aLaterStartGoesByTheCheckpointWhateverTheSettingSays() {
        since("now");
        clock.advance(Duration.ofDays(1));

        assertThat(asksFrom(since("now"))).isEqualTo(NOON.minus(MINUTE));
        assertThat(asksFrom(since("2026-01-01T00:00:00Z"))).isEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void aSinceThatIsNoTimeIsRefusedInOneLine() {
        assertThatThrownBy(() -> since("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fills.since: expected now or a time such as 2026-11-01T00:00:00Z, found 'yesterday';"
                        + " correct the setting");
    }

    @Test
    void aCompleteReadMovesTheCheckpointToItsOwnStartAndTheNextOverlaps() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        readBack.begin();
        clock.advance(Duration.ofMinutes(2));
        readBack.keep(LAST);
        readBack.complete();

        assertThat(asksFrom(readBack)).isEqualTo(NOON.plus(Duration.ofMinutes(50)));
        assertThat(readBack.status().lastComplete()).isEqualTo(NOON.plus(Duration.ofMinutes(62)));
        assertThat(metrics.get("fills.checkpoint.age").gauge().value()).isEqualTo(120);
        assertThat(metrics.get("fills.read.back")
                        .tag("outcome", "complete")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aClockThatWasAheadAtTheFirstStartHidesNothingOnceItIsSetBack() {
        clock.advance(Duration.ofHours(2));
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        readBack.isDue();
        clock.advance(Duration.ofHours(-2));

        assertThat(readBack.isDue()).isTrue();
        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
        assertThat(asksFrom(since("now"))).isEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void aClockThatIsSetBackWhileReadsAreCompleteLeavesNoGap() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        complete(readBack);
        clock.advance(Duration.ofMinutes(-30));

        assertThat(asksFrom(readBack)).isEqualTo(NOON.plus(Duration.ofMinutes(20)));
    }

    @Test
    void aClockThatIsSetBackAgainAndAgainReachesNoFurtherBackThanTheStart() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        complete(readBack);
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofHours(2));
            readBack.isDue();
            clock.advance(Duration.ofHours(-2));
            readBack.begin();
            readBack.failed(new IllegalStateException("the exchange is away"));
        }

        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void aReadDuringWhichTheClockIsSetBackDoesNotMoveTheCheckpoint() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(3));
        readBack.begin();
        clock.advance(Duration.ofHours(-2));
        readBack.keep(LAST);
        readBack.complete();

        assertThat(asksFrom(readBack)).isBeforeOrEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void aStartThatFindsTheCheckpointInTheFutureLooksBackADay() {
        clock.advance(Duration.ofHours(5));
        complete(since("now"));
        clock.advance(Duration.ofHours(-5));

        assertThat(asksFrom(since("now")))
                .isEqualTo(NOON.minus(Duration.ofDays(1)).minus(MINUTE));
    }

    @Test
    void aSinceInTheFutureMeansNow() {
        assertThat(asksFrom(since("2030-01-01T00:00:00Z"))).isEqualTo(NOON.minus(MINUTE));
    }

    /** True time only goes on; the clock is set at will. Each fill must lie within a read that begins after it. */
    @Test
    void whateverTheClockDoesNoFillAfterTheFirstStartIsSkipped() {
        Random random = new Random(7);
        for (int run = 0; run < 40; run++) {
            try (HikariDataSource fresh = Ledgers.open(folder.resolve("run" + run))) {
                followAWildClock(fresh, random);
            }
        }
    }

    private void followAWildClock(HikariDataSource fresh, Random random) {
        ManualClock wild = new ManualClock(NOON.plusSeconds(random.nextInt(20_000)));
        FillReadBack readBack = on(fresh, "now", wild);
        Instant trueTime = NOON;
        Instant seenUpTo = NOON;
        for (int step = 0; step < 30; step++) {
            Duration passed = Duration.ofSeconds(random.nextInt(1, 600));
            trueTime = trueTime.plus(passed);
            wild.advance(passed);
            readBack.isDue();
            // Set right, or left wrong; the exchange answers only who tells the time right.
            if (random.nextInt(3) == 0) {
                wild.advance(Duration.between(wild.instant(), trueTime));
                readBack.isDue();
                readBack.begin();
                long from = (Long) readBack.nextPage().get("min_ts");
                assertThat(from).isLessThanOrEqualTo(seenUpTo.getEpochSecond());
                readBack.keep(LAST);
                readBack.complete();
                seenUpTo = trueTime;
            } else if (random.nextInt(3) == 0) {
                wild.advance(Duration.ofSeconds(random.nextInt(-10_000, 10_000)));
                readBack.isDue();
            }
        }
    }

    @Test
    void aReadThatBreaksOffLeavesTheCheckpointAndIsDueAgainAfterFiveSeconds() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        readBack.begin();
        readBack.keep(new Page<>(List.of(yes("t1", "o1", "0.30", "1")), "page-2"));
        readBack.failed(new IllegalStateException("the exchange is away"));

        assertThat(readBack.status().lastFailure()).isEqualTo("the exchange is away");
        assertThat(readBack.isTimeToTell()).isFalse();
        assertThat(readBack.isDue()).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(readBack.isDue()).isTrue();
        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
    }

    @Test
    void readsThatBreakOffAreTriedLessAndLessOften() {
        FillReadBack readBack = since("now");
        for (int wait : new int[] {5, 10, 20, 40, 80, 160, 180, 180}) {
            readBack.begin();
            readBack.failed(new IllegalStateException("the exchange is away"));
            assertDueAfter(readBack, wait);
        }
        complete(readBack);
        readBack.begin();
        readBack.failed(new IllegalStateException("the exchange is away"));
        assertDueAfter(readBack, 5);
    }

    @Test
    void aReadThatIsRefusedIsTriedAgainAfterTheIntervalAndWhatIsStoredIsToldAbout() {
        FillReadBack readBack = since("now");
        readBack.begin();
        readBack.refused(new IllegalStateException("unknown key"));

        assertThat(readBack.isTimeToTell()).isTrue();
        assertDueAfter(readBack, 180);
    }

    private void assertDueAfter(FillReadBack readBack, int seconds) {
        clock.advance(Duration.ofSeconds(seconds - 1));
        assertThat(readBack.isDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(readBack.isDue()).isTrue();
    }

    @Test
    void aReadThatStoppedBeforeTheLastPageIsNotComplete() {
        FillReadBack readBack = since("now");
        readBack.begin();
        readBack.keep(new Page<>(List.of(), "page-2"));

        assertThatThrownBy(readBack::complete).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFillThatCannotBeReadKeepsTheCheckpointAndItsNeighboursAreStored() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        readBack.begin();
        readBack.keep(new Page<>(List.of(yes("t1", "o1", "0.30", "1")), "", List.of("fills[1]: no price")));

        assertThatThrownBy(readBack::complete)
                .hasMessageContaining("1 of the fills")
                .hasMessageContaining("no price")
                .satisfies(readBack::failed);
        assertThat(readBack.isTimeToTell()).isTrue();
        assertDueAfter(readBack, 180);
        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
        assertThat(JdbcClient.create(database)
                        .sql("select trade_id from fills")
                        .query(String.class)
                        .list())
                .containsExactly("t1");
    }

    @Test
    void aFillThatTheLedgerRefusesKeepsTheCheckpointAndItsNeighboursAreStored() {
        FillReadBack readBack = since("now");
        clock.advance(Duration.ofHours(1));
        readBack.begin();
        readBack.keep(new Page<>(
                List.of(yes("t".repeat(129), "o1", "0.30", "1"), yes("t2", "o1", "0.30", "1")), "", List.of()));

        assertThatThrownBy(readBack::complete)
                .hasMessageContaining("the ledger cannot hold fill ttt")
                .satisfies(readBack::failed);
        assertThat(asksFrom(readBack)).isEqualTo(NOON.minus(MINUTE));
        assertThat(JdbcClient.create(database)
                        .sql("select trade_id from fills")
                        .query(String.class)
                        .list())
                .containsExactly("t2");
    }

    @Test
    void whatIsStoredBeforeTheLedgerGoesAwayInTheMiddleOfAPageIsHandedOutWithTheNextPage() {
        AtomicInteger connections = new AtomicInteger(2);
        FillLedger fills = new FillLedger(
                new DelegatingDataSource(database) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (connections.getAndDecrement() == 0) {
                            throw new SQLException("away");
                        }
                        return super.getConnection();
                    }
                },
                clock,
                metrics);
        FillReadBack readBack =
                new FillReadBack(database, fills, "now", Duration.ofMinutes(3), Duration.ofMinutes(10), clock, metrics);
        Page<Fill> page = new Page<>(
                List.of(yes("a", "o", "0.40", "1"), yes("b", "o", "0.40", "1"), yes("c", "o", "0.40", "1")), "");
        readBack.begin();
        assertThatThrownBy(() -> {
                    readBack.keep(page);
                })
                .isInstanceOf(DataAccessException.class);
        readBack.failed(new IllegalStateException("away"));

        readBack.begin();

        assertThat(readBack.keep(page)).extracting(Fill::tradeId).containsExactly("a", "b", "c");
    }

    @Test
    void aSecondReadBesideTheFirstIsRefused() {
        FillReadBack readBack = since("now");
        readBack.begin();

        assertThatThrownBy(readBack::begin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one read of the fills at a time");
    }

    @Test
    void pagesThatGoInCirclesEndTheRead() {
        FillReadBack readBack = since("now");
        readBack.begin();
        readBack.keep(new Page<>(List.of(), "page-2"));

        assertThat(readBack.nextPage()).containsEntry("cursor", "page-2");
        assertThatThrownBy(() -> readBack.keep(new Page<>(List.of(), "page-2"))).hasMessageContaining("same cursor");
    }

    @Test
    void readsAreDueAtTheStartAndThenEveryInterval() {
        FillReadBack readBack = since("now");
        assertThat(readBack.isDue()).isTrue();
        complete(readBack);
        assertThat(readBack.isDue()).isFalse();
        clock.advance(Duration.ofMinutes(3));
        assertThat(readBack.isDue()).isTrue();
    }

    @Test
    void afterThreeFailuresWhatIsStoredIsToldAbout() {
        FillReadBack readBack = since("now");
        for (int i = 0; i < 3; i++) {
            assertThat(readBack.isTimeToTell()).isEqualTo(i == 0);
            readBack.begin();
            readBack.failed(new IllegalStateException());
        }

        assertThat(readBack.isTimeToTell()).isTrue();
        assertThat(readBack.status().lastFailure()).isEqualTo("IllegalStateException");
    }

    private static void complete(FillReadBack readBack) {
        readBack.begin();
        readBack.keep(LAST);
        readBack.complete();
    }

    private static Instant asksFrom(FillReadBack readBack) {
        readBack.begin();
        Instant from = Instant.ofEpochSecond((Long) readBack.nextPage().get("min_ts"));
        readBack.failed(new IllegalStateException("only asked"));
        return from;
    }

    private FillReadBack since(String since) {
        return on(database, since, clock);
    }

    private FillReadBack on(HikariDataSource ledger, String since, ManualClock time) {
        return new FillReadBack(
                ledger,
                new FillLedger(ledger, time, metrics),
                since,
                Duration.ofMinutes(3),
                Duration.ofMinutes(10),
                time,
                metrics);
    }
}
