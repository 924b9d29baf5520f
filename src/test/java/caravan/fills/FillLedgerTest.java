package caravan.fills;

import static caravan.fills.FillExamples.NOON;
import static caravan.fills.FillExamples.at;
import static caravan.fills.FillExamples.barely;
import static caravan.fills.FillExamples.no;
import static caravan.fills.FillExamples.overRest;
import static caravan.fills.FillExamples.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.fills.FillTelling.CatchUp;
import caravan.model.Fill;
import caravan.model.FillNotice.Digest;
import caravan.model.FillNotice.OrderFilled;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Quantity;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class FillLedgerTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOON.plusSeconds(1));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private HikariDataSource database;
    private FillLedger ledger;
    private FillTelling telling;
    private FillNotices notices;

    @BeforeEach
    void open() {
        database = openLedger();
        ledger = new FillLedger(database, clock, metrics);
        telling = new FillTelling(database, Duration.ofMinutes(15), 3, clock, metrics);
        notices = new FillNotices(database);
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
    void thirtyThreeAndTwiceThirtyFourAverageToATenThousandth() {
        store(yes("t1", "o1", "0.33", "1"), yes("t2", "o1", "0.34", "1"), yes("t3", "o1", "0.34", "1"));

        OrderFilled told = tell("o1");

        assertThat(told.averagePrice()).isEqualByComparingTo("0.3367").hasScaleOf(4);
        assertThat(told.total()).isEqualTo(Money.parse("1.01"));
        assertThat(told.fees()).isEqualTo(Money.parse("0.03"));
        assertThat(told.fills()).isEqualTo(3);
    }

    @Test
    void contractsOfNoCountAtTheirOwnPrice() {
        store(no("t1", "o1", "0.40", "10"));

        OrderFilled told = tell("o1");

        assertThat(told.outcome()).isEqualTo(Outcome.NO);
        assertThat(told.averagePrice()).isEqualByComparingTo("0.60");
        assertThat(told.total()).isEqualTo(Money.parse("6.00"));
    }

    @Test
    void fractionsOfContractsAreWeighed() {
        store(yes("t1", "o1", "0.1700", "5.52"), yes("t2", "o1", "0.1605", "1.16"));

        OrderFilled told = tell("o1");

        assertThat(told.quantity()).isEqualTo(Quantity.parse("6.68"));
        assertThat(told.total()).isEqualTo(Money.parse("1.124580"));
        assertThat(told.averagePrice()).isEqualByComparingTo("0.1684");
    }

    @Test
    void sidesThatDifferWithinAnOrderEachCountAtTheirOwnPrice() {
        store(yes("t1", "o1", "0.30", "1"), at(NOON.plusSeconds(1), "t2", "o1", Outcome.NO, "0.30", "1"));

        OrderFilled told = tell("o1");

        assertThat(told.total()).isEqualTo(Money.parse("1.00"));
        assertThat(told.outcome()).isEqualTo(Outcome.NO);
    }

    @Test
    void positionAndTimeAreThoseOfTheLastFill() {
        store(at(NOON.plusSeconds(5), "t2", "o1", Outcome.YES, "0.30", "1"), overRest(yes("t1", "o1", "0.30", "1")));

        OrderFilled told = tell("o1");

        assertThat(told.lastFillTime()).isEqualTo(NOON.plusSeconds(5));
        assertThat(told.positionAfter()).isEqualTo(Quantity.parse("7"));
    }

    @Test
    void feesAreUnknownWhileOneIs() {
        Fill fill = yes("t2", "o1", "0.30", "1");
        store(yes("t1", "o1", "0.30", "1"), barely(fill));
        long told = Objects.requireNonNull(telling.tell("o1"));
        assertThat(((OrderFilled) notices.of(told)).fees()).isNull();

        ledger.store(fill, "rest");

        assertThat(((OrderFilled) notices.of(told)).fees()).isEqualTo(Money.parse("0.02"));
    }

    @Test
    void theSameFillBySocketAndRestIsOneThatKnowsWhatBothTold() {
        Fill socket = yes("t1", "o1", "0.30", "1");

        assertThat(ledger.store(overRest(socket), "rest")).isEqualTo("o1");
        assertThat(ledger.store(socket, "socket")).isEqualTo("o1");
        assertThat(ledger.store(overRest(socket), "rest")).isEqualTo("o1");

        assertThat(rows()).isEqualTo(1);
        assertThat(tell("o1").positionAfter()).isEqualTo(Quantity.parse("7"));
        assertThat(text("select client_order_id from fills")).isEqualTo("client-o1");
        assertThat(text("select source from fills")).isEqualTo("rest");
        assertThat(ledger.store(socket, "socket")).isNull();
        assertThat(counted("rest", "new")).isEqualTo(1);
        assertThat(counted("rest", "repeated")).isEqualTo(1);
        assertThat(counted("socket", "repeated")).isEqualTo(2);
    }

    @Test
    void bothSidesOfAMatchWithOneselfAreTwoFills() {
        store(yes("t1", "o1", "0.30", "1"), no("t1", "o2", "0.30", "1"));

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void aLaterSourceCannotChangeWhatWasTraded() {
        store(yes("t1", "o1", "0.30", "1"));

        ledger.store(yes("t1", "o1", "0.31", "1"), "rest");

        assertThat(tell("o1").total()).isEqualTo(Money.parse("0.30"));
        assertThat(counted("rest", "contradicted")).isEqualTo(1);
    }

    @Test
    void identifiersAreAsLongAsTheWireAllows() {
        String order = "o".repeat(128 - "client-".length()); // its client order id is the longest

        assertThat(ledger.store(yes("t".repeat(128), order, "0.30", "1"), "rest"))
                .isEqualTo(order);
        assertThat(tell(order).total()).isEqualTo(Money.parse("0.30"));
    }

    @Test
    void aFillThatNoTableCanHoldHoldsUpNoOther() {
        assertThat(ledger.store(yes("t".repeat(129), "o1", "0.30", "1"), "rest"))
                .isNull();

        assertThat(counted("rest", "refused")).isEqualTo(1);
        assertThat(rows()).isZero();
    }

    @Test
    void timesAreKeptToTheMicrosecond() {
        ledger.store(at(NOON.plusNanos(123_456_789), "t1", "o1", Outcome.YES, "0.30", "1"), "socket");

        assertThat(tell("o1").lastFillTime()).isEqualTo(NOON.plusNanos(123_456_000));
    }

    @Test
    void aLateFillIsToldAboutByItself() {
        store(yes("t1", "o1", "0.30", "1"), yes("t2", "o1", "0.30", "2"));
        tell("o1");

        assertThat(telling.tell("o1")).isNull();
        store(yes("t3", "o1", "0.50", "4"));

        OrderFilled told = tell("o1");
        assertThat(told.quantity()).isEqualTo(Quantity.parse("4"));
        assertThat(told.fills()).isEqualTo(1);
    }

    @Test
    void nothingToTellLeavesNoTrace() {
        assertThat(telling.tell("o1")).isNull();

        assertThat(notifications()).isZero();
    }

    @Test
    void twoTellersAtOnceTellOnce() throws Exception {
        int orders = 200;
        for (int i = 0; i < orders; i++) {
            store(yes("t" + i, "o" + i, "0.30", "1"), yes("u" + i, "o" + i, "0.30", "1"));
        }
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<Long> teller = () -> {
            long told = 0;
            for (int i = 0; i < orders; i++) {
                together.await();
                told += telling.tell("o" + i) == null ? 0 : 1;
            }
            return told;
        };

        assertThat(atOnce(teller, teller).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(orders);

        assertThat(notifications()).isEqualTo(orders);
        assertThat(number("select count(*) from fills where notification_id is null"))
                .isZero();
    }

    @Test
    void socketAndRestAtOnceStoreOnce() throws Exception {
        List<Fill> fills = IntStream.range(0, 300)
                .mapToObj(i -> yes("t" + i, "o" + i, "0.30", "1"))
                .toList();
        CyclicBarrier together = new CyclicBarrier(2);

        atOnce(
                () -> {
                    for (Fill fill : fills) {
                        together.await();
                        ledger.store(fill, "socket");
                    }
                    return true;
                },
                () -> {
                    for (Fill fill : fills) {
                        together.await();
                        ledger.store(overRest(fill), "rest");
                    }
                    return true;
                });

        assertThat(rows()).isEqualTo(300);
        assertThat(number("select count(*) from fills where position_after_contracts is null"))
                .isZero();
    }

    @Test
    void aWeekAwayIsOneDigestNewestFirst() {
        for (int i = 0; i < 4; i++) {
            store(
                    at(NOON.minusSeconds(86_400 - i), "t" + i, "o" + i, Outcome.YES, "0.30", "1"),
                    at(NOON.minusSeconds(86_400 - i), "u" + i, "o" + i, Outcome.YES, "0.40", "1"));
        }
        store(
                at(NOON.minusSeconds(86_400), "v0", "fresh", Outcome.YES, "0.30", "1"),
                at(NOON, "v1", "fresh", Outcome.YES, "0.30", "1"));

        CatchUp catchUp = telling.catchUp();

        assertThat(catchUp.orders()).containsExactly("fresh");
        Digest digest = (Digest) notices.of(Objects.requireNonNull(catchUp.digest()));
        assertThat(digest.orders()).extracting(OrderFilled::orderId).containsExactly("o3", "o2", "o1", "o0");
        assertThat(digest.orders().get(0).averagePrice()).isEqualByComparingTo("0.35");
        assertThat(telling.catchUp()).isEqualTo(new CatchUp(List.of("fresh"), null));
        assertThat(tell("fresh").fills()).isEqualTo(2);
    }

    @Test
    void fewOldOrdersAreToldAboutOneByOne() {
        for (int i = 0; i < 3; i++) {
            store(at(NOON.minusSeconds(86_400 - i), "t" + i, "o" + i, Outcome.YES, "0.30", "1"));
        }

        assertThat(telling.catchUp()).isEqualTo(new CatchUp(List.of("o0", "o1", "o2"), null));
        assertThat(notifications()).isZero();
    }

    @Test
    void aNotificationAboutNothingIsRefused() {
        assertThatThrownBy(() -> notices.of(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notification 7");
    }

    private void store(Fill... fills) {
        for (Fill fill : fills) {
            assertThat(ledger.store(fill, "socket")).isEqualTo(fill.orderId());
        }
    }

    private OrderFilled tell(String orderId) {
        return (OrderFilled) notices.of(Objects.requireNonNull(telling.tell(orderId)));
    }

    private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(List.of(one, other))) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private long rows() {
        return number("select count(*) from fills");
    }

    private long notifications() {
        return number("select count(*) from notifications");
    }

    private long number(String sql) {
        return JdbcClient.create(database).sql(sql).query(Long.class).single();
    }

    private String text(String sql) {
        return JdbcClient.create(database).sql(sql).query(String.class).single();
    }

    private double counted(String source, String result) {
        return metrics.counter("fills.stored", "source", source, "result", result)
                .count();
    }
}
