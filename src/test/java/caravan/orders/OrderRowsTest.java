package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private OrderRows rows;
    private OwnOrders orders;

    @BeforeEach
    void open() {
        ledger = openLedger();
        rows = new OrderRows(ledger, "this", CLOCK);
        orders = new OwnOrders(new ClientOrderIds(ledger, "this"), CLOCK);
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
        orders.answered(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        submit(new OrderRequest.Amend(orders.in("M").get(0), quote(43, 7)));
        submit(create());
        rows.save(orders.changes());
        fill("t-1", "o-1", 4);

        OwnOrders next = restarted("this");
        assertThat(next.in("M"))
                .extracting(RestingOrder::price, RestingOrder::quantity)
                .as("the order without what is filled of it, as it was and as it may be, and the one without an answer")
                .containsExactlyInAnyOrder(tuple(42, 6), tuple(43, 3), tuple(42, 10));
        assertThat(next.unknown()).as("what an earlier run left counts as one").isEqualTo(1);
        assertThat(next.isOurs("o-1")).isTrue();
        assertThat(next.obstacle("another market")).isPresent();
        assertThat(next.questions())
                .extracting(Question::operation)
                .containsExactlyInAnyOrder("AmendOrderV2", "BatchCreateOrdersV2");
        assertThat(next.doubts()).containsExactly("o-1");
    }

    /** The built-in exchange begins with nothing at each start. */
    @Test
    void whatWasAtAnExchangeThatIsNoMoreIsOver() {
        String id = submit(create());
        orders.answered(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        submit(create());
        rows.save(orders.changes());

        rows.endAll("it is no more");
        OwnOrders next = restarted("this");
        assertThat(next.all()).isEmpty();
        assertThat(next.unknown()).isZero();
        assertThat(next.obstacle("M")).isEmpty();
        assertThat(next.isOurs("o-1")).isTrue();
    }

    @Test
    void ordersOfAnotherDataFolderAreNotOurs() {
        String id = submit(create());
        orders.answered(id, new OrderReceipt.Placed("o-1", id, Quantity.ZERO, contracts(10), null, null, null));
        rows.save(orders.changes());

        OwnOrders other = restarted("another");
        assertThat(other.all()).isEmpty();
        assertThat(other.isOurs("o-1")).isFalse();
        assertThat(other.isOurClientOrderId(id)).isFalse();
        assertThat(other.obstacle("M")).isEmpty();
    }

    @Test
    void anOrderThatEndedCountsUntilItsFillsAreStored() {
        String id = submit(create());
        orders.answered(id, new OrderReceipt.Placed("o-1", id, contracts(10), Quantity.ZERO, null, null, null));
        rows.save(orders.changes());
        fill("t-1", "o-1", 4);

        assertThat(restarted("this").in("M")).extracting(RestingOrder::quantity).containsExactly(contracts(6));
        fill("t-2", "o-1", 6);
        assertThat(restarted("this").in("M")).isEmpty();
    }

    private OwnOrders restarted(String instance) {
        OwnOrders next = new OwnOrders(new ClientOrderIds(ledger, instance), CLOCK);
        new OrderRows(ledger, instance, CLOCK).restore(next);
        return next;
    }

    private String submit(OrderRequest request) {
        Sent sent = orders.prepare(new Approved(request, 1, NOON.plusSeconds(60), NOON), null)
                .orElseThrow();
        rows.insert(List.of(sent));
        orders.submitted(sent);
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
