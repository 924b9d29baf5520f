package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import caravan.history.Verification;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is deleted because it is too old or too much, and that the proof knows of it. */
class LimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private Databases databases;
    private JdbcClient sql;

    @BeforeEach
    void open() {
        String url = url();
        databases = Databases.open(folder, "sandbox", "", url, "");
        databases.migrateMarketData();
        sql = JdbcClient.create(databases.marketData());
    }

    /** Where everything is: H2 files. */
    String url() {
        return "";
    }

    @AfterEach
    void close() {
        databases.close();
    }

    @Test
    void rowsThatAreTooOldGoAndTheProofHolds() {
        stretch(1, 100, NOW.minus(Duration.ofDays(3)));
        stretch(101, 100, NOW.minus(Duration.ofDays(1)));
        sql.sql(
                        "insert into quarantine (connection_id, frame_number, connection, subscription, sequence, received_time,"
                                + " type, reason, frame_text) values (1, 101, 'market-data', 0, 0, ?, 'trade',"
                                + " 'trades refused it: too long', '')")
                .param(NOW.atOffset(ZoneOffset.UTC))
                .update();
        sql.sql("delete from trades where frame_number = 101").update();
        sql.sql("update frame_counts set quarantined = 1 where first_frame = 101")
                .update();
        sql.sql("insert into trades select -5, frame_number, subscription, sequence, received_time, exchange_time,"
                        + " trade_id, ticker, price_dollars, quantity_contracts, taker_side, block_trade from trades")
                .update();
        assertThat(holds()).isTrue();
        retention(Duration.ofDays(2)).apply();
        assertThat(rows("connection_id = 1")).isEqualTo(99);
        assertThat(rows("connection_id < 0")).isEqualTo(99);
        assertThat(holds()).isTrue();
        retention(Duration.ofHours(1)).apply();
        assertThat(rows("true")).isZero();
        assertThat(sql.sql("select count(*) from quarantine").query(Long.class).single())
                .isZero();
        assertThat(sql.sql("select sum(deleted) from frame_counts")
                        .query(Long.class)
                        .single())
                .isEqualTo(200);
        assertThat(holds()).isTrue();
    }

    @Test
    void missingRowStaysMissingWhenItsStretchIsDeleted() {
        stretch(1, 100, NOW.minus(Duration.ofDays(3)));
        sql.sql("delete from trades where frame_number = 7").update();
        retention(Duration.ofDays(2)).apply();
        assertThat(holds()).isFalse();
    }

    @Test
    void oldestRowsGoWhenTheDiskLimitIsReached() {
        for (int i = 0; i < 20; i++) {
            stretch(1 + i * 100, 100, NOW.plusSeconds(i));
        }
        Spool spool = new Spool(folder.resolve("spool"), metrics);
        new DiskLimit(databases.marketData(), spool, new Recorder.Files(0), 1L << 40, metrics).apply();
        assertThat(rows("true")).isEqualTo(2000);
        DiskLimit limit = new DiskLimit(databases.marketData(), spool, new Recorder.Files(0), 1000, metrics);
        limit.apply();
        assertThat(rows("true")).isEqualTo(1900);
        assertThat(rows("frame_number <= 100")).isZero();
        assertThat(limit.deletedRows()).isEqualTo(100);
        assertThat(holds()).isTrue();
        assertThat(sql.sql("select min(first_frame) from frame_counts")
                        .query(Long.class)
                        .single())
                .as("the counts stay")
                .isEqualTo(1);
    }

    @Test
    void rawFilesGoBeforeRows() {
        stretch(1, 100, NOW.minus(Duration.ofDays(3)));
        Spool spool = new Spool(folder.resolve("spool"), metrics);
        Recorder.Files raw = new Recorder.Files(1L << 40);
        new DiskLimit(databases.marketData(), spool, raw, 1L << 30, metrics).apply();
        assertThat(raw.bytes()).isPositive().isLessThan(1L << 30);
        assertThat(rows("true")).isEqualTo(100);
    }

    private Retention retention(Duration age) {
        return new Retention(databases.marketData(), Map.of("trades", age), InstantSource.fixed(NOW), metrics);
    }

    private boolean holds() {
        return new Verification(databases.marketData()).verify().holds();
    }

    private long rows(String which) {
        return sql.sql("select count(*) from trades where " + which)
                .query(Long.class)
                .single();
    }

    /** Trades and their count, as they are after the recorder is through with them. */
    private void stretch(int first, int frames, Instant time) {
        for (int frame = first; frame < first + frames; frame++) {
            sql.sql(
                            "insert into trades (connection_id, frame_number, subscription, sequence, received_time, ticker,"
                                    + " price_dollars, quantity_contracts, block_trade) values (1, ?, 7, ?, ?, 'FED', 0.5, 1, false)")
                    .params(frame, frame, time.atOffset(ZoneOffset.UTC))
                    .update();
        }
        sql.sql("insert into frame_counts (connection_id, first_frame, last_frame, type, table_name, connection,"
                        + " last_received_time, frames, quarantined, dropped)"
                        + " values (1, ?, ?, 'trade', 'trades', 'market-data', ?, ?, 0, 0)")
                .params(first, first + frames - 1, time.atOffset(ZoneOffset.UTC), frames)
                .update();
    }
}
