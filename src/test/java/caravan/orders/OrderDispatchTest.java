package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.OrderReceipt;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdates;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.QuotePlan;
import caravan.model.Rejection;
import caravan.model.RestingOrder;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The way of requests past a ledger that is away, slow, or overtaken by the exchange. */
class OrderDispatchTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private Instant now = NOON;
    private HikariDataSource pool;
    private SlowLedger ledger;
    private OrderRoom room;

    @BeforeEach
    void open() {
        pool = Ledgers.open(folder);
        ledger = new SlowLedger();
        room = room();
    }

    private OrderRoom room() {
        return OrderRoom.open(
                ledger,
                "this",
                new OrderHabits(() -> Duration.ofMinutes(1), Quantity.ZERO, false),
                () -> new BatchSizes(5, 5),
                () -> now,
                new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void withoutALedgerNothingIsPlacedAndEverythingIsStillCanceled() {
        String id = placed("o-1", "M");
        room.keeping().keep();
        ledger.before = () -> {
            throw new SQLException("the ledger is away");
        };
        Round quoting = room.desk().quote(List.of(plan("other")));
        assertThat(submitted(quoting)).isEmpty();
        assertThat(room.desk().finish(quoting)).singleElement().asString().contains("the ledger is away");

        Round canceling = room.desk().cancel(null);
        Batch cancel = submitted(canceling).get(0);
        room.answers().answered(canceling, cancel, new OrderReceipt.Canceled("o-1", id, contracts(10), null));
        assertThat(canceling.canceled()).hasSize(1);
        room.keeping().keep();

        ledger.before = () -> {};
        room.keeping().keep();
        assertThat(column("select status from submitted_orders")).containsExactly("canceled");
        assertThat(column("select outcome from order_requests where kind = 'cancel'"))
                .containsExactly("accepted");
    }

    /** The ledger may hang for half a minute; a cancel cannot wait so long. */
    @Test
    void whatTakesBackWaitsForNoLedger() {
        placed("o-1", "M");
        room.keeping().keep();
        ledger.before = () -> {
            throw new AssertionError("the ledger was asked before a cancel was sent");
        };
        assertThat(submitted(room.desk().cancel(null))).hasSize(1);
        ledger.before = () -> {};
        room.keeping().keep();
        assertThat(column("select outcome from order_requests where kind = 'cancel'"))
                .containsExactly((String) null);
    }

    /** Nobody knows whether what was not acknowledged is there: it is written once all the same. */
    @Test
    void rowOfACancelIsWrittenOnceThoughItIsWrittenAgain() {
        placed("o-1", "M");
        Sent cancel = submitted(room.desk().cancel(null)).get(0).sent().get(0);
        OrderRows rows = new OrderRows(pool, "this", () -> now);
        Changes changes = new Changes(List.of(cancel), List.of(), List.of());
        rows.save(changes);
        rows.save(changes);
        assertThat(column("select request_id from order_requests where kind = 'cancel'"))
                .containsExactly(cancel.requestId());
    }

    /** What is young is a price: risk lets it rest for a while before it is moved again. */
    @Test
    void anOrderIsAsOldAsItsPrice() {
        String first = placed("o-1", "M");
        String moved = amended(new Quote("M", BookSide.BID, Price.ofCents(41), contracts(10), "test"), 30);
        assertThat(room.orders().in("M")).extracting(RestingOrder::placedTime).containsExactly(NOON.plusSeconds(30));
        String grown = amended(new Quote("M", BookSide.BID, Price.ofCents(41), contracts(12), "test"), 40);
        assertThat(room.orders().in("M")).extracting(RestingOrder::placedTime).containsExactly(NOON.plusSeconds(30));
        assertThat(List.of(first, moved, grown)).doesNotHaveDuplicates();

        room.keeping().keep();
        assertThat(room().orders().in("M"))
                .extracting(RestingOrder::placedTime)
                .as("after a restart, the last that is known of it")
                .containsExactly(NOON);
    }

    /** An order is no worse for being sent while nothing trades, and it is not sent again at once. */
    @Test
    void pausesAreNoFaultOfAnOrderAndAreWaitedOut() {
        List<String> heard = new ArrayList<>();
        room.answers().tellOutcomes(new Outcomes() {
            @Override
            public void accepted(String ticker) {}

            @Override
            public void rejected(String ticker) {
                heard.add(ticker);
            }
        });
        for (Rejection.Reason reason : Rejection.Reason.values()) {
            Round round = room.desk().quote(List.of(plan(reason.name())));
            Batch batch = submitted(round).get(0);
            room.answers().refused(round, batch, new Rejection(reason, "", "a test"));
            room.desk().finish(round);
        }
        assertThat(heard).containsExactly("INVALID_PRICE", "POST_ONLY_CROSS", "INSUFFICIENT_BALANCE", "OTHER");

        assertThat(room.desk().quote(List.of(plan("MARKET_NOT_ACTIVE"))).lines())
                .singleElement()
                .asString()
                .contains("waits, for the exchange says that nothing trades there");
        now = NOON.plusSeconds(5);
        assertThat(submitted(room.desk().quote(List.of(plan("MARKET_NOT_ACTIVE")))))
                .hasSize(1);
    }

    private String amended(Quote quote, int seconds) {
        Round round = room.desk().quote(List.of(new QuotePlan("M", List.of(quote), List.of())));
        Batch batch = submitted(round, NOON.plusSeconds(seconds)).get(0);
        String id = batch.sent().get(0).requestId();
        assertThat(room.orders().in("M"))
                .as("of an amendment on its way both count")
                .extracting(RestingOrder::clientOrderId)
                .contains(id);
        room.answers().answered(round, batch, new OrderReceipt.Amended("o-1", id, null, null, null, null, null));
        room.desk().finish(round);
        room.orders()
                .update(OrderUpdates.bid(
                        "o-1",
                        id,
                        "M",
                        OrderUpdate.Status.RESTING,
                        quote.price().units() / 100,
                        (int) quote.quantity().units() / 100,
                        0,
                        (int) quote.quantity().units() / 100,
                        NOON));
        return id;
    }

    /** Two keep at once: what is older is written first. */
    @Test
    void whatIsKnownLaterIsWrittenLater() throws Exception {
        placed("o-1", "M");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        ledger.before = () -> {
            ledger.before = () -> {};
            asked.countDown();
            await(answers);
        };
        Thread first = new Thread(() -> room.keeping().keep());
        first.start();
        await(asked);
        room.orders().update(canceled("o-1", "M"));
        Thread second = new Thread(() -> room.keeping().keep());
        second.start();
        Awaitility.await().until(() -> !second.isAlive() || second.getState() == Thread.State.BLOCKED);
        answers.countDown();
        first.join();
        second.join();
        assertThat(column("select status from submitted_orders")).containsExactly("canceled");
    }

    @Test
    void anOrderThatEndsBeforeItsCancelIsSentKeepsNoOtherFromBeingCanceled() {
        placed("o-1", "M");
        placed("o-2", "N");
        Round round = room.desk().cancel(null);
        room.orders().update(canceled("o-1", "M"));
        room.keeping().keep();
        assertThat(submitted(round))
                .flatExtracting(Batch::sent)
                .extracting(Sent::ticker)
                .containsExactly("N");
    }

    /** It has a row, so it has an outcome. */
    @Test
    void anOrderThatEndsWhileTheRowOfItsChangeIsWrittenIsNotChanged() {
        placed("o-1", "M");
        Round round = room.desk().quote(List.of(plan("M", 20)));
        ledger.before = () -> {
            ledger.before = () -> {};
            room.orders().update(canceled("o-1", "M"));
            room.keeping().keep();
        };
        assertThat(submitted(round)).isEmpty();
        room.keeping().keep();
        assertThat(column("select outcome from order_requests where kind = 'amend'"))
                .containsExactly("rejected");
    }

    /** Risk has approved 20 contracts beside a position that does not know of the 6 yet. */
    @Test
    void whatTradedAndIsNotHeldYetIsNotPlacedOnceMore() {
        placed("o-1", "M");
        Round round = room.desk().quote(List.of(plan("M", 20)));
        room.orders().update(traded("o-1", "M", 6));
        Sent amendment = submitted(round).get(0).sent().get(0);
        assertThat(amendment.submission().total()).isEqualTo(contracts(20));
        assertThat(room.orders().in("M"))
                .extracting(RestingOrder::quantity)
                .allMatch(counted -> counted.compareTo(contracts(20)) <= 0);
    }

    @Test
    void whereAsMuchTradedAsWasWantedNothingIsSent() {
        placed("o-1", "M");
        Round round = room.desk()
                .quote(List.of(new QuotePlan(
                        "M",
                        List.of(new Quote("M", BookSide.BID, Price.ofCents(39), contracts(5), "test")),
                        List.of())));
        room.orders().update(traded("o-1", "M", 5));
        assertThat(submitted(round)).isEmpty();
    }

    private static OrderUpdate traded(String orderId, String ticker, int contracts) {
        return update(orderId, ticker, OrderUpdate.Status.RESTING, contracts, 10 - contracts);
    }

    private static OrderUpdate canceled(String orderId, String ticker) {
        return update(orderId, ticker, OrderUpdate.Status.CANCELED, 0, 0);
    }

    private static OrderUpdate update(
            String orderId, String ticker, OrderUpdate.Status status, int filled, int remaining) {
        return OrderUpdates.bid(orderId, null, ticker, status, 40, 10, filled, remaining, NOON);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException end) {
            throw new IllegalStateException("expected to wait to the end", end);
        }
    }

    private String placed(String orderId, String ticker) {
        Round round = room.desk().quote(List.of(plan(ticker)));
        Batch batch = submitted(round).get(0);
        String id = batch.sent().get(0).requestId();
        room.answers()
                .answered(
                        round,
                        batch,
                        new OrderReceipt.Placed(orderId, id, Quantity.ZERO, contracts(10), null, null, null));
        room.desk().finish(round);
        return id;
    }

    private List<Batch> submitted(Round round) {
        return submitted(round, NOON);
    }

    private List<Batch> submitted(Round round, Instant now) {
        return room.dispatch()
                .submit(
                        round,
                        round.requests().stream()
                                .map(request -> new Approved(request, 1, NOON.plusSeconds(60), now))
                                .toList());
    }

    private static QuotePlan plan(String ticker) {
        return plan(ticker, 10);
    }

    private static QuotePlan plan(String ticker, int contracts) {
        return new QuotePlan(
                ticker,
                List.of(new Quote(ticker, BookSide.BID, Price.ofCents(40), contracts(contracts), "test")),
                List.of());
    }

    private List<String> column(String sql) {
        return JdbcClient.create(pool).sql(sql).query(String.class).list();
    }

    private static Quantity contracts(int contracts) {
        return Quantity.ofContracts(contracts);
    }

    /** The ledger, where something happens before it answers. */
    private final class SlowLedger extends DelegatingDataSource {
        private volatile Happening before = () -> {};

        SlowLedger() {
            super(pool);
        }

        @Override
        public Connection getConnection() throws SQLException {
            before.happen();
            return super.getConnection();
        }
    }

    private interface Happening {
        void happen() throws SQLException;
    }
}
