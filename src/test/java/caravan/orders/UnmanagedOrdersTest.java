package caravan.orders;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdates;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rests and is not kept here: whose it is decides whether it is canceled. */
class UnmanagedOrdersTest {
    @TempDir
    Path folder;

    private HikariDataSource ledger;
    private OwnOrders orders;
    private String mark = "";

    @BeforeEach
    void open() {
        ledger = Ledgers.open(folder);
        ClientOrderIds ids = new ClientOrderIds(ledger, "this");
        OrderIndex index = new OrderIndex();
        index.remember("o-known");
        orders = new OwnOrders(index, ids);
        mark = ids.next();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPersonsOrdersAreCanceledWhereTheScopeIsTheAccountAlone() {
        List<OrderUpdate> resting = List.of(
                order("o-lost", mark, "M"),
                order("o-person", "a-persons", "M"),
                order("o-nameless", null, "N"),
                order("o-known", mark, "M"));
        assertThat(others(false, List.of(), resting)).containsExactly("o-lost");
        assertThat(others(true, List.of(), resting)).containsExactly("o-lost", "o-person", "o-nameless");
        assertThat(others(true, List.of("N"), resting)).containsExactly("o-nameless");
    }

    private List<String> others(boolean wholeAccount, List<String> tickers, List<OrderUpdate> resting) {
        return new UnmanagedOrders(orders, () -> new BatchSizes(2, 2), wholeAccount)
                .others(tickers, resting.iterator()).stream()
                        .flatMap(part -> part.orders().stream())
                        .map(OrderUpdate::orderId)
                        .toList();
    }

    private static OrderUpdate order(String orderId, @Nullable String clientOrderId, String ticker) {
        return OrderUpdates.bid(orderId, clientOrderId, ticker, OrderUpdate.Status.RESTING, 40, 1, 0, 1, Instant.EPOCH);
    }
}
