package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.Databases;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** The real recording routes between a test and a real database. */
abstract class RecordedTablesTest {
    @TempDir
    Path folder;

    Databases databases;
    JdbcTemplate sql;
    Recorder recorder;

    @BeforeEach
    void open() throws Exception {
        databases = Databases.open(folder, "sandbox", "", "", url());
        sql = new JdbcTemplate(databases.marketData());
        recorder = recorder();
    }

    /** Where market data is: an H2 file. */
    String url() {
        return "";
    }

    Recorder recorder(String... settings) throws Exception {
        return new Recorder(
                folder.resolve("spool"), databases.marketData(), databases::migrateMarketData, 42, settings);
    }

    @AfterEach
    void close() {
        recorder.close();
        databases.close();
    }

    int rows(String table) {
        return sql.queryForObject("select count(*) from " + table, Integer.class);
    }

    void awaitRows(String table, int count, Duration most) {
        await().atMost(most).untilAsserted(() -> assertThat(rows(table)).isEqualTo(count));
    }
}
