package caravan.history;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import caravan.history.VerificationReport.Count;
import caravan.history.VerificationReport.FrameHole;
import caravan.history.VerificationReport.SequenceHole;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class VerificationTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private Databases databases;
    private JdbcClient sql;

    @BeforeEach
    void open() {
        databases = Databases.open(folder, "sandbox", "", "", url());
        databases.migrateMarketData();
        sql = JdbcClient.create(databases.marketData());
    }

    /** Where market data is: an H2 file. */
    String url() {
        return "";
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void everythingIsAccountedFor() {
        reply(1, 1);
        for (int frame = 2; frame <= 9; frame++) {
            trade(frame, frame);
        }
        trade(10, 9);
        quarantine(11, "orderbook_deltas refused it: too long");
        quarantine(12, "expected a price, found 'x'");
        counted(1, 6, "subscribed", "control_replies", 1, 0, 0);
        counted(1, 6, "trade", "trades", 5, 0, 0);
        counted(7, 13, "trade", "trades", 4, 0, 0);
        counted(7, 13, "orderbook_delta", "orderbook_deltas", 2, 1, 1);
        counted(7, 13, "unreadable", "quarantine", 1, 0, 0);
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.counts())
                .containsExactly(
                        new Count("market-data", 1, "subscribed", "control_replies", 1, 1, 0, 0, 0, 0),
                        new Count("market-data", 1, "orderbook_delta", "orderbook_deltas", 2, 0, 0, 1, 1, 0),
                        new Count("market-data", 1, "unreadable", "quarantine", 1, 1, 0, 0, 0, 0),
                        new Count("market-data", 1, "trade", "trades", 9, 8, 1, 0, 0, 0));
        assertThat(report.frameHoles()).isEmpty();
        assertThat(report.sequenceHoles()).isEmpty();
        assertThat(report.holds()).isTrue();
    }

    @Test
    void lostRowAndRowTooManyAreMissed() {
        trade(1, 1);
        counted(1, 2, "trade", "trades", 2, 0, 0);
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.counts())
                .singleElement()
                .satisfies(count -> assertThat(count.missing()).isEqualTo(1));
        assertThat(report.holds()).isFalse();
        reply(2, 2);
        reply(1, 3);
        counted(1, 2, "ok", "control_replies", 1, 0, 0);
        assertThat(new Verification(databases.marketData()).verify().counts())
                .extracting(Count::missing)
                .containsExactly(-1L, 1L);
    }

    @Test
    void framesThatNobodyCountedAreAHole() {
        counted(4, 6, "trade", "trades", 3, 0, 3);
        counted(10, 12, "trade", "trades", 3, 0, 3);
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.frameHoles())
                .containsExactly(new FrameHole("market-data", 1, 1, 3), new FrameHole("market-data", 1, 7, 9));
        assertThat(report.holds()).isFalse();
    }

    @Test
    void whatTheExchangeSentAndWeNeverGotIsAHoleInTheSequence() {
        trade(1, 3);
        reply(2, 4);
        trade(3, 7);
        counted(1, 3, "trade", "trades", 2, 0, 0);
        counted(1, 3, "ok", "control_replies", 1, 0, 0);
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.sequenceHoles())
                .containsExactly(
                        new SequenceHole("market-data", 1, 7, 1, 2), new SequenceHole("market-data", 1, 7, 5, 6));
        assertThat(report.holds()).isTrue();
    }

    @Test
    void deletedRowsAreNoHole() {
        trade(3, 3);
        trade(4, 4);
        counted(1, 2, "trade", "trades", 2, 0, 0);
        counted(3, 4, "trade", "trades", 2, 0, 0);
        sql.sql("update frame_counts set deleted = 2 where first_frame = 1").update();
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.holds()).isTrue();
        assertThat(report.sequenceHoles()).isEmpty();
    }

    @Test
    void typesOfOneTableAreToldApartWhereItKnowsThem() {
        lifecycle(1, "event_lifecycle");
        lifecycle(2, "market_lifecycle_v2");
        lifecycle(3, "market_lifecycle_v2");
        counted(1, 3, "event_lifecycle", "market_lifecycle", 1, 0, 0);
        counted(1, 3, "market_lifecycle_v2", "market_lifecycle", 2, 0, 0);
        assertThat(new Verification(databases.marketData()).verify().counts())
                .containsExactly(
                        new Count("market-data", 1, "event_lifecycle", "market_lifecycle", 1, 1, 0, 0, 0, 0),
                        new Count("market-data", 1, "market_lifecycle_v2", "market_lifecycle", 2, 2, 0, 0, 0, 0));
    }

    private void trade(long frame, long sequence) {
        sql.sql(
                        "insert into trades (connection_id, frame_number, subscription, sequence, received_time, ticker,"
                                + " price_dollars, quantity_contracts, block_trade) values (1, ?, 7, ?, ?, 'FED', 0.5, 1, false)")
                .params(frame, sequence, TIME)
                .update();
    }

    private void lifecycle(long frame, String type) {
        sql.sql("insert into market_lifecycle (connection_id, frame_number, subscription, sequence, received_time,"
                        + " type, change, details) values (1, ?, 8, ?, ?, ?, 'created', '{}')")
                .params(frame, frame, TIME, type)
                .update();
    }

    private void reply(long frame, long sequence) {
        sql.sql("insert into control_replies values (1, ?, 7, ?, ?, 'ok', '{}', null, null)")
                .params(frame, sequence, TIME)
                .update();
    }

    private void quarantine(long frame, String reason) {
        sql.sql(
                        "insert into quarantine (connection_id, frame_number, connection, subscription, sequence, received_time,"
                                + " type, reason, frame_text) values (1, ?, 'market-data', 0, 0, ?, 'orderbook_delta', ?, '')")
                .params(frame, TIME, reason)
                .update();
    }

    private void counted(
            long first, long last, String type, String table, long frames, long quarantined, long dropped) {
        sql.sql(
                        "insert into frame_counts (connection_id, first_frame, last_frame, type, table_name, connection,"
                                + " last_received_time, frames, quarantined, dropped) values (1, ?, ?, ?, ?, 'market-data', ?, ?, ?, ?)")
                .params(first, last, type, table, TIME, frames, quarantined, dropped)
                .update();
    }
}
