package caravan.routes;

import static caravan.fills.FillExamples.at;
import static caravan.fills.FillExamples.overRest;
import static caravan.fills.FillExamples.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.fills.FillExamples;
import caravan.fills.FillLedger;
import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.kalshi.rest.Refusals;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Outcome;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.camel.component.seda.SedaComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FillsRouteTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path folder;

    private final AtomicInteger refused = new AtomicInteger();
    private HikariDataSource database;

    @BeforeEach
    void open() {
        database = Ledgers.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void partialFillsOfAnOrderAreToldAboutOnceAndNotificationsIsWokenAfterTheRowIsThere() throws Exception {
        try (FillsHouse house = house(Duration.ofMillis(300), LONG).start()) {
            house.fill(yes("t1", "o1", "0.33", "1"));
            house.fill(yes("t2", "o1", "0.34", "1"));
            house.fill(yes("t2", "o1", "0.34", "1"));
            house.fill(yes("t3", "o1", "0.34", "1"));
            house.fill(yes("t4", "o2", "0.34", "1"));

            await().until(() -> house.notifications() == 2 && house.wakeUps.size() > 0);
            assertThat(house.told()).containsExactlyInAnyOrder(3L, 1L);
            assertThat(house.number("select count(*) from notifications where kind = 'order-filled'"
                            + " and status = 'pending' and ticker = 'KXTEST-26NOV20-T1'"
                            + " and order_id in ('o1', 'o2')"))
                    .isEqualTo(2);
            assertThat(house.wakeUps).allMatch(rows -> rows > 0);
        }
    }

    @Test
    void anEndlessTrickleIsToldAboutWhenTheLongestWaitIsOver() throws Exception {
        try (FillsHouse house =
                house(Duration.ofMillis(400), Duration.ofMillis(1500)).start()) {
            AtomicInteger sent = new AtomicInteger();
            long start = System.nanoTime();
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        house.fill(yes("t" + sent.incrementAndGet(), "o1", "0.30", "1"));
                        return house.notifications() > 0;
                    });
            long waited = Duration.ofNanos(System.nanoTime() - start).toMillis();

            assertThat(waited).isGreaterThanOrEqualTo(1490);
            assertThat(house.told().get(0)).isGreaterThan(4);
            await().until(() -> house.untold() == 0);
            assertThat(house.notifications()).isEqualTo(2);
        }
    }

    @Test
    void anOrderThatIsCompleteIsToldAboutAtOnce() throws Exception {
        try (FillsHouse house = house(LONG, LONG).start()) {
            house.fill(yes("t1", "o1", "0.30", "4"));
            house.fill(yes("t2", "o1", "0.30", "6"));
            house.send("seda:order-updates", update("o1", Status.EXECUTED, "10"));

            await().until(() -> house.notifications() == 1);
            assertThat(house.told()).containsExactly(2L);
        }
    }

    @Test
    void anOrderKnownToBeCompleteIsToldAboutWithItsLastFill() throws Exception {
        try (FillsHouse house = house(LONG, LONG).start()) {
            house.send("seda:order-updates", update("o1", Status.CANCELED, "5.5"));
            await().until(() -> house.number("select count(*) from orders") == 1);
            house.fill(yes("t1", "o1", "0.30", "5"));
            await().until(() -> house.fills() == 1);
            assertThat(house.notifications()).isZero();
            house.fill(yes("t2", "o1", "0.30", "0.5"));

            await().until(() -> house.notifications() == 1);
            assertThat(house.told()).containsExactly(2L);
        }
    }

    @Test
    void aCleanStopTellsAtOnceWhatIsStillWaiting() throws Exception {
        FillsHouse house = house(LONG, LONG).start();
        // The look at the start takes fills that are as old as these into a digest.
        await().until(() -> house.readBack.status().lastComplete() != null && house.isIdle());
        for (int i = 0; i < 20; i++) {
            house.fill(yes("t" + i, "o" + i % 4, "0.30", "1"));
        }
        // More than twenty when the look at the start saw some of them, too.
        await().until(() -> house.fills() == 20 && house.waiting() >= 20 && house.isIdle());
        assertThat(house.notifications()).isZero();
        house.close();

        assertThat(house.untold()).isZero();
        assertThat(house.notifications()).isEqualTo(4);
    }

    @Test
    void aCleanStopInTheMiddleOfABurstStoresAndTellsAllThatWasReceived() throws Exception {
        FillsHouse house = house(SHORT, LONG).start();
        for (int i = 0; i < 200; i++) {
            house.fill(yes("t" + i, "o" + i % 4, "0.30", "1"));
        }
        house.close();

        assertThat(house.fills()).isEqualTo(200);
        assertThat(house.untold()).isZero();
    }

    @Test
    void whatWasStoredAndNotToldBeforeAKillIsToldAtTheNextStart() throws Exception {
        FillLedger killed = new FillLedger(database, InstantSource.system(), new SimpleMeterRegistry());
        for (int i = 0; i < 10; i++) {
            killed.store(recent("t" + i, "o" + i), "socket");
            killed.store(recent("u" + i, "o" + i), "socket");
        }

        try (FillsHouse house = house(SHORT, LONG).start()) {
            await().until(() -> house.untold() == 0);
            assertThat(house.told()).containsOnly(2L).hasSize(10);
        }
    }

    @Test
    void fillsThatTheSocketMissedAreReadBackPageByPageAndToldAfterwards() throws Exception {
        Fill seen = recent("t1", "o1");
        try (FillsHouse house = house(SHORT, LONG)
                .exchange(parameters -> parameters.containsKey("cursor")
                        ? new Page<>(List.of(overRest(seen), overRest(recent("t3", "o2"))), "")
                        : new Page<>(List.of(overRest(recent("t2", "o1"))), "page-2"))
                .start()) {
            house.fill(seen);
            house.wakeReadBack();

            await().until(() -> house.fills() == 3 && house.untold() == 0);
            assertThat(house.asked.get(0)).containsKeys("min_ts", "limit").doesNotContainKey("cursor");
            assertThat(house.asked.get(1)).containsEntry("cursor", "page-2");
            assertThat(house.asked.get(1).get("min_ts"))
                    .isEqualTo(house.asked.get(0).get("min_ts"));
            await().until(() -> house.readBack.status().lastComplete() != null);
        }
    }

    @Test
    void aReadThatBreaksOffOnPageTwoLeavesTheCheckpointAndIsDoneAgainByItself() throws Exception {
        ManualClock clock = new ManualClock(Instant.now());
        AtomicBoolean away = new AtomicBoolean(true);
        try (FillsHouse house = new FillsHouse(database, clock, SHORT, LONG)
                .exchange(parameters -> {
                    if (!parameters.containsKey("cursor")) {
                        return new Page<>(List.of(overRest(recent("t1", "o1"))), "page-2");
                    }
                    if (away.get()) {
                        throw new IllegalStateException("connection reset");
                    }
                    return new Page<>(List.of(overRest(recent("t2", "o1"))), "");
                })
                .start()) {
            long before = checkpointMicros(house);
            clock.advance(Duration.ofHours(1));
            await().until(() -> house.readBack.status().failedInARow() == 1);

            assertThat(checkpointMicros(house)).isEqualTo(before);
            assertThat(house.readBack.status().lastFailure()).isEqualTo("connection reset");
            assertThat(house.notifications()).isZero();
            away.set(false);
            clock.advance(Duration.ofSeconds(5));

            await().until(() -> house.untold() == 0 && house.fills() == 2);
            assertThat(house.told()).containsExactly(2L);
            assertThat(checkpointMicros(house)).isGreaterThan(before);
        }
    }

    @Test
    void aKeyThatIsRefusedIsTriedAgainAfterTheIntervalButAWrongClockSoon() throws Exception {
        ManualClock clock = new ManualClock(Instant.now());
        AtomicReference<RuntimeException> refusal =
                new AtomicReference<>(Refusals.unauthorized("authentication_error", "NOT_FOUND"));
        try (FillsHouse house = new FillsHouse(database, clock, SHORT, LONG)
                .exchange(parameters -> {
                    throw refusal.get();
                })
                .start()) {
            await().until(() -> house.readBack.status().failedInARow() == 1);
            clock.advance(Duration.ofSeconds(179));
            assertThat(house.readBack.isDue()).isFalse();
            refusal.set(Refusals.unauthorized("header_timestamp_expired", ""));
            clock.advance(Duration.ofSeconds(1));
            await().until(() -> house.readBack.status().failedInARow() == 2);
            clock.advance(Duration.ofSeconds(10));
            await().until(() -> house.readBack.status().failedInARow() == 3);
        }
    }

    @Test
    void aWeekOfFillsIsOneDigestWhileAFreshOrderIsToldByItself() throws Exception {
        Instant weekAgo = Instant.now().minus(Duration.ofDays(6));
        List<Fill> missed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            missed.add(at(weekAgo.plusSeconds(i), "t" + i, "o" + i % 100, Outcome.YES, "0.30", "1"));
        }
        try (FillsHouse house = house(SHORT, LONG)
                .exchange(parameters -> parameters.containsKey("cursor")
                        ? new Page<>(missed.subList(150, 300), "")
                        : new Page<>(missed.subList(0, 150), "page-2"))
                .start()) {
            house.fill(recent("fresh", "fresh"));
            house.wakeReadBack();

            await().until(() -> house.fills() == 301 && house.untold() == 0);
            assertThat(house.told()).containsExactlyInAnyOrder(300L, 1L);
            assertThat(house.number("select count(*) from notifications where kind = 'digest' and order_id is null"))
                    .isEqualTo(1);
        }
    }

    @Test
    void threeOldOrdersAreToldAboutOneByOne() throws Exception {
        Instant weekAgo = Instant.now().minus(Duration.ofDays(6));
        List<Fill> missed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            missed.add(at(weekAgo, "t" + i, "o" + i % 3, Outcome.YES, "0.30", "1"));
        }
        try (FillsHouse house = house(SHORT, LONG)
                .exchange(parameters -> new Page<>(missed, ""))
                .start()) {
            house.wakeReadBack();

            await().until(() -> house.fills() == 6 && house.untold() == 0);
            assertThat(house.told()).containsExactly(2L, 2L, 2L);
        }
    }

    @Test
    void aFillThatTheLedgerCouldNotTakeIsReadBackWhenItReturns() throws Exception {
        ManualClock clock = new ManualClock(Instant.now());
        AtomicBoolean away = new AtomicBoolean();
        Fill fill = recent("t1", "o1");
        try (FillsHouse house = new FillsHouse(unreliable(away), clock, SHORT, LONG)
                .exchange(parameters -> new Page<>(List.of(overRest(fill)), ""))
                .start()) {
            await().until(() -> house.readBack.status().lastComplete() != null && house.untold() == 0);
            await().until(() -> house.wakeUps.size() == 1);
            Fill missed = recent("t2", "o2");
            house.exchange(parameters -> new Page<>(List.of(overRest(missed)), ""));
            away.set(true);
            house.fill(missed);
            await().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return house.readBack.status().failedInARow() > 0;
            });
            away.set(false);
            clock.advance(Duration.ofSeconds(5));

            await().until(() -> house.fills() == 2 && house.untold() == 0);
            assertThat(house.told()).containsExactly(1L, 1L);
        }
    }

    @Test
    void aLedgerThatIsAwayForAMomentDelaysAFillAndLosesNothing() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (FillsHouse house = new FillsHouse(unreliable(away), InstantSource.system(), SHORT, LONG).start()) {
            away.set(true);
            house.fill(recent("t1", "o1"));
            await().until(() -> refused.get() >= 2);
            away.set(false);

            await().until(() -> house.notifications() == 1 && house.untold() == 0);
        }
    }

    @Test
    void aLedgerThatIsAwayWhenItIsTimeToTellDelaysTheNotification() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (FillsHouse house =
                new FillsHouse(unreliable(away), InstantSource.system(), Duration.ofMillis(300), LONG).start()) {
            await().until(() -> house.readBack.status().lastComplete() != null);
            house.fill(recent("t1", "o1"));
            await().until(() -> house.fills() == 1 && house.isIdle());
            away.set(true);
            await().until(() -> refused.get() >= 2);
            away.set(false);

            await().until(() -> house.untold() == 0);
            assertThat(house.told()).containsExactly(1L);
        }
    }

    @Test
    void aLedgerThatGoesAwayRightAfterTheFillWasStoredDelaysTheNotification() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        try (FillsHouse house = new FillsHouse(unreliable(away), InstantSource.system(), SHORT, LONG).start()) {
            await().until(() -> house.readBack.status().lastComplete() != null && house.isIdle());
            away.set(true);
            house.send("seda:filled-orders", "o1");
            await().until(() -> refused.get() >= 2);
            new FillLedger(database, InstantSource.system(), new SimpleMeterRegistry())
                    .store(recent("t1", "o1"), "socket");
            away.set(false);

            await().until(() -> house.untold() == 0 && house.notifications() == 1);
        }
    }

    @Test
    void anOrderIdThatLeftItsQueueUnseenByTheStopWakesTheNotificationsBeforeTheyStop() throws Exception {
        HeldQueues queues = new HeldQueues("o1");
        try (FillsHouse house = house(Duration.ofSeconds(30), Duration.ofSeconds(60))) {
            house.camel.getComponent("seda", SedaComponent.class).setDefaultQueueFactory(queues);
            house.start();
            await().until(() -> house.readBack.status().lastComplete() != null && house.isIdle());
            new FillLedger(database, InstantSource.system(), new SimpleMeterRegistry())
                    .store(recent("t1", "o1"), "socket");
            house.send("seda:filled-orders", "o1");
            queues.awaitHeld();

            house.camel.stop();

            assertThat(house.told()).containsExactly(1L);
            assertThat(house.wakeUps).hasSize(1);
        }
    }

    private FillsHouse house(Duration quiet, Duration maxWait) throws Exception {
        return new FillsHouse(database, InstantSource.system(), quiet, maxWait);
    }

    private static Fill recent(String tradeId, String orderId) {
        return FillExamples.at(Instant.now(), tradeId, orderId, Outcome.YES, "0.30", "1");
    }

    private static long checkpointMicros(FillsHouse house) {
        return house.number("select cast(extract(epoch from time_value) * 1000000 as bigint) from checkpoints"
                + " where name = 'fills'");
    }

    private DataSource unreliable(AtomicBoolean away) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get() && method.getName().equals("getConnection")) {
                        refused.incrementAndGet();
                        throw new SQLException("the database is away");
                    }
                    return method.invoke(database, arguments);
                });
    }

    private static OrderUpdate update(String orderId, Status status, String filled) {
        return new OrderUpdate(
                orderId,
                null,
                "KXTEST-26NOV20-T1",
                BookSide.BID,
                status,
                Price.parse("0.30"),
                Quantity.parse(filled),
                Quantity.parse(filled),
                Quantity.ZERO,
                Money.ZERO,
                null,
                0,
                null,
                null,
                null,
                Instant.now());
    }
}
