package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdates;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.model.WriteOutcome;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir
    Path folder;

    private HikariDataSource ledger;
    private OrderIndex index;
    private OrderRows rows;
    private OwnOrders orders;
    private OrderEntry entry;

    @BeforeEach
    void open() {
        ledger = openLedger();
        rows = new OrderRows(ledger, "this", CLOCK);
        index = new OrderIndex();
        ClientOrderIds ids = new ClientOrderIds(ledger, "this");
        orders = new OwnOrders(index, ids);
        entry = new OrderEntry(index, ids);
    }

    /** Where the ledger is: an H2 file. */
    HikariDataSource openLedger() {
        return Ledgers.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aRestartCountsAllThatWasNotAnswered() {
        String id = submit(create());
        new Answers(index)
                .accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        submit(new OrderRequest.Amend(orders.in("M").get(0), quote(43, 7)));
        submit(create());
        keep();
        fill("t-1", "o-1", 4);

        Run next = restarted("this");
        assertThat(next.orders().in("M"))
                .extracting(RestingOrder::price, RestingOrder::quantity)
                .as("the order without what is filled of it, as it was and as it may be, and the one without an answer")
                .containsExactlyInAnyOrder(tuple(42, 6), tuple(43, 3), tuple(42, 10));
        assertThat(next.orders().unknown())
                .as("what an earlier run left counts as one")
                .isEqualTo(1);
        assertThat(next.orders().isOurs("o-1")).isTrue();
        assertThat(next.obstacles().in("another market")).isPresent();
        assertThat(next.inquiries().questions())
                .extracting(Question::operation)
                .containsExactlyInAnyOrder("AmendOrderV2", "BatchCreateOrdersV2");
        assertThat(next.lookUps().doubts()).containsExactly("o-1");
    }

    /** The built-in exchange begins with nothing at each start. */
    @Test
    void whatWasAtAnExchangeThatIsNoMoreIsOver() {
        String id = submit(create());
        new Answers(index)
                .accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        submit(create());
        keep();

        rows.endAll("it is no more");
        Run next = restarted("this");
        assertThat(next.orders().all()).isEmpty();
        assertThat(next.orders().unknown()).isZero();
        assertThat(next.obstacles().in("M")).isEmpty();
        assertThat(next.orders().isOurs("o-1")).isTrue();
    }

    @Test
    void ordersOfAnotherDataFolderAreNotOurs() {
        String id = submit(create());
        new Answers(index)
                .accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        keep();

        Run other = restarted("another");
        assertThat(other.orders().all()).isEmpty();
        assertThat(other.orders().isOurs("o-1")).isFalse();
        assertThat(other.orders().isOurClientOrderId(id)).isFalse();
        assertThat(other.obstacles().in("M")).isEmpty();
    }

    @Test
    void anOrderThatEndedCountsUntilItsFillsAreStored() {
        String id = submit(create());
        new Answers(index)
                .accepted(id, new OrderReceipt.Placed("o-1", id, contracts(10), Quantity.ZERO, null, null, null));
        keep();
        fill("t-1", "o-1", 4);

        assertThat(restarted("this").orders().in("M"))
                .extracting(RestingOrder::quantity)
                .containsExactly(contracts(6));
        fill("t-2", "o-1", 6);
        assertThat(restarted("this").orders().in("M")).isEmpty();
    }

    /** The answer to a cancel tells what left the book; with an amendment on its way the rest is a guess. */
    @Test
    void anOrderOfWhichOnlyTheMostIsKnownThatWasFilledIsLookedUpAfterARestart() {
        String id = submit(create());
        new Answers(index)
                .accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        submit(new OrderRequest.Amend(orders.in("M").get(0), quote(42, 12)));
        String cancel = submit(new OrderRequest.Cancel(orders.in("M").get(0)));
        new Answers(index).accepted(cancel, new OrderReceipt.Canceled("o-1", id, contracts(10), null));
        keep();

        Run next = restarted("this");
        assertThat(next.orders().in("M")).extracting(RestingOrder::quantity).containsExactly(contracts(2));
        assertThat(next.lookUps().doubts()).containsExactly("o-1");
        next.lookUps().lookedUp(canceled("o-1", id));
        assertThat(next.orders().in("M")).isEmpty();
    }

    /** It may have traded before it vanished: its fills may be on their way. */
    @Test
    void anOrderThatNobodyKnowsWhenItsCancelIsAskedAboutGoesOnCounting() {
        String id = submit(create());
        Answers answers = new Answers(index);
        answers.accepted(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        String cancel = submit(new OrderRequest.Cancel(orders.in("M").get(0)));
        answers.unknown(cancel, "no answer", NOON);
        new Inquiries(index, CLOCK).resolved(cancel, new WriteOutcome.NotDone("the exchange knows no such order"));
        assertThat(orders.unknown()).isZero();
        assertThat(orders.in("M")).extracting(RestingOrder::quantity).containsExactly(contracts(10));

        Instant later = NOON.plusSeconds(60).plus(Duration.ofMinutes(2));
        LookUps early = new LookUps(index, orders, () -> later);
        assertThat(early.doubts()).containsExactly("o-1");
        early.missing("o-1", later);
        assertThat(orders.in("M")).as("its fills may be late").hasSize(1);
        new LookUps(index, orders, () -> later.plusMillis(1)).missing("o-1", later.plusMillis(1));
        assertThat(orders.in("M")).isEmpty();
    }

    private static OrderUpdate canceled(String orderId, String clientOrderId) {
        return OrderUpdates.bid(orderId, clientOrderId, "M", OrderUpdate.Status.CANCELED, 42, 10, 0, 0, NOON);
    }

    private void keep() {
        new OrderKeeping(index, rows).keep();
    }

    private Run restarted(String instance) {
        OrderIndex left = new OrderIndex();
        AtomicLong looks = new AtomicLong();
        new LeftOrders(ledger, instance, () -> NOON.plusMillis(looks.getAndIncrement())).takeOver(left);
        OwnOrders own = new OwnOrders(left, new ClientOrderIds(ledger, instance));
        return new Run(own, new Obstacles(left, CLOCK), new Inquiries(left, CLOCK), new LookUps(left, own, CLOCK));
    }

    /** The next run of the program. */
    private record Run(OwnOrders orders, Obstacles obstacles, Inquiries inquiries, LookUps lookUps) {}

    private String submit(OrderRequest request) {
        Sent sent = entry.prepare(new Approved(request, 1, NOON.plusSeconds(60), NOON), null)
                .orElseThrow();
        rows.insert(List.of(sent));
        entry.submitted(sent);
        return sent.requestId();
    }

    private static Tuple tuple(int cents, int contracts) {
        return Tuple.tuple(Price.ofCents(cents), contracts(contracts));
    }

    private static OrderRequest create() {
        return new OrderRequest.Create(quote(42, 10));
    }

    private static Quote quote(int cents, int contracts) {
        return new Quote("M", BookSide.BID, Price.ofCents(cents), contracts(contracts), "test");
    }

    private static Quantity contracts(int contracts) {
        return Quantity.ofContracts(contracts);
    }

    private void fill(String tradeId, String orderId, int contracts) {
        @Nullable String nobody = null;
        JdbcClient.create(ledger)
                .sql("""
                        insert into fills (trade_id, order_id, client_order_id, ticker, book_side, outcome, action,
                            yes_price_dollars, quantity_contracts, exchange_time, received_time, source)
                        values (:trade, :order, :client, 'M', 'bid', 'yes', 'buy', 0.42, :contracts, :time, :time, 'test')
                        """)
                .param("trade", tradeId)
                .param("order", orderId)
                .param("client", nobody, Types.VARCHAR)
                .param("contracts", contracts)
                .param("time", OrderRows.time(NOON))
                .update();
    }
}
