package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.fills.Ledgers;
import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Price;
import caravan.model.Quantity;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderLedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    @TempDir
    Path folder;

    private HikariDataSource database;
    private OrderLedger orders;

    @BeforeEach
    void open() {
        database = openLedger();
        orders = new OrderLedger(database, InstantSource.fixed(NOON));
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
    void anOrderGrowsUntilItIsComplete() {
        assertThat(orders.record(update(Status.RESTING, 0, NOON))).isNull();
        assertThat(orders.record(update(Status.RESTING, 4, NOON.plusSeconds(1))))
                .isNull();
        assertThat(orders.record(update(Status.EXECUTED, 10, NOON.plusSeconds(2))))
                .isEqualTo("o1");

        assertThat(known()).isEqualTo("executed 10.00");
    }

    @Test
    void anOrderCanceledUnfilledHasNothingToTell() {
        assertThat(orders.record(update(Status.CANCELED, 0, NOON))).isNull();
    }

    @Test
    void anOrderCanceledHalfWayIsComplete() {
        assertThat(orders.record(update(Status.CANCELED, 5, NOON))).isEqualTo("o1");
    }

    @Test
    void anOlderUpdateChangesNothing() {
        orders.record(update(Status.RESTING, 4, NOON));
        orders.record(update(Status.RESTING, 4, NOON.minusMillis(1), "Amend"));

        assertThat(reason()).isNull();
    }

    @Test
    void anUpdateThatKnowsOfLessFilledChangesNothing() {
        orders.record(update(Status.RESTING, 4, null));
        orders.record(update(Status.RESTING, 3, NOON));

        assertThat(known()).isEqualTo("resting 4.00");
    }

    @Test
    void anEndedOrderStaysEnded() {
        orders.record(update(Status.CANCELED, 4, NOON));
        orders.record(update(Status.RESTING, 4, NOON.plusSeconds(1)));
        orders.record(update(Status.UNKNOWN, 5, NOON.plusSeconds(1)));

        assertThat(known()).isEqualTo("canceled 4.00");
    }

    @Test
    void anUnknownStatusDoesNotHideAKnownOne() {
        orders.record(update(Status.RESTING, 4, NOON));
        orders.record(update(Status.UNKNOWN, 5, NOON.plusSeconds(1)));

        assertThat(known()).isEqualTo("resting 5.00");
    }

    @Test
    void whatAnUpdateDoesNotSayStays() {
        orders.record(update(Status.RESTING, 4, NOON, "Trade"));
        orders.record(update(Status.RESTING, 5, null));

        assertThat(reason()).isEqualTo("Trade");
        assertThat(JdbcClient.create(database)
                        .sql("select client_order_id from orders where exchange_time is not null")
                        .query(String.class)
                        .single())
                .isEqualTo("mine");
    }

    private static OrderUpdate update(Status status, long filled, @Nullable Instant time) {
        return update(status, filled, time, null);
    }

    private static OrderUpdate update(Status status, long filled, @Nullable Instant time, @Nullable String reason) {
        return new OrderUpdate(
                "o1",
                time == null ? null : "mine",
                "KXTEST-26NOV20-T1",
                BookSide.BID,
                status,
                Price.parse("0.30"),
                Quantity.ofContracts(10),
                Quantity.ofContracts(filled),
                Quantity.ofContracts(10 - filled),
                Money.parse("0.01"),
                null,
                0,
                reason,
                time,
                null,
                time);
    }

    private String known() {
        return JdbcClient.create(database)
                .sql("select status, filled_contracts from orders")
                .query((row, number) -> row.getString(1) + " " + row.getBigDecimal(2))
                .single();
    }

    private @Nullable String reason() {
        return JdbcClient.create(database)
                .sql("select reason from orders")
                .query((row, number) -> row.getString(1))
                .list()
                .get(0);
    }
}
