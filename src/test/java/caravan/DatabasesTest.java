package caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

class DatabasesTest {
    @TempDir
    Path folder;

    private Databases open(String environment, String apiKeyId) {
        return Databases.open(folder, environment, apiKeyId, "", "");
    }

    @Test
    void bothAreFilesOfTheirOwnUnlessSetOtherwise() {
        try (Databases databases = open("sandbox", "")) {
            databases.migrateMarketData();
            assertThat(folder.resolve("ledger.mv.db")).exists();
            assertThat(folder.resolve("market-data.mv.db")).exists();
            assertThat(tables(databases.ledger()))
                    .contains("fills", "flyway_ledger")
                    .doesNotContain("trades");
            assertThat(tables(databases.marketData()))
                    .contains("trades", "flyway_market_data")
                    .doesNotContain("fills");
        }
    }

    @Test
    void onlyTheLedgerIsWrittenThrough() {
        assertThat(DatabaseUrls.ledger("", folder)).contains(";WRITE_DELAY=0").contains(";DB_CLOSE_ON_EXIT=FALSE");
        assertThat(DatabaseUrls.marketData("", "", folder)).doesNotContain("WRITE_DELAY");
    }

    @Test
    void marketDataFollowsTheLedgerToPostgreSql() {
        assertThat(DatabaseUrls.marketData("", "jdbc:postgresql://db/caravan?user=me", folder))
                .startsWith("jdbc:postgresql://db/caravan?user=me&reWriteBatchedInserts=true&");
        assertThat(DatabaseUrls.marketData("jdbc:h2:mem:other", "jdbc:postgresql://db/caravan", folder))
                .startsWith("jdbc:h2:mem:other;MODE=PostgreSQL");
    }

    @Test
    void oneDatabaseHoldsBoth() {
        String shared = "jdbc:h2:mem:shared;DB_CLOSE_DELAY=-1";
        try (Databases databases = Databases.open(folder, "sandbox", "", shared, shared)) {
            databases.migrateMarketData();
            assertThat(tables(databases.ledger())).contains("fills", "trades", "flyway_ledger", "flyway_market_data");
        }
    }

    @Test
    void anotherEnvironmentIsRefused() {
        open("demo", "").close();
        assertThatThrownBy(() -> open("prod", ""))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("expected the ledger database of environment 'prod', found that of 'demo';"
                        + " set data.dir or the database's address to another place");
    }

    @Test
    void anotherEnvironmentIsRefusedForMarketDataToo() {
        String shared = "jdbc:h2:mem:market-data;DB_CLOSE_DELAY=-1";
        try (Databases databases = Databases.open(folder.resolve("demo"), "demo", "", "", shared)) {
            databases.migrateMarketData();
            databases.migrateMarketData();
        }
        try (Databases databases = Databases.open(folder.resolve("prod"), "prod", "", "", shared)) {
            assertThatThrownBy(databases::migrateMarketData)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("found that of 'demo'");
        }
    }

    @Test
    void keyMayBeReplaced() {
        open("demo", "").close();
        open("demo", "first").close();
        try (Databases databases = open("demo", "second")) {
            assertThat(new JdbcTemplate(databases.ledger())
                            .queryForObject(
                                    "select text_value from checkpoints where name = 'api-key-id'", String.class))
                    .isEqualTo("second");
        }
    }

    @Test
    void anotherKeyIsWarnedOfWithBothIdsShortened() {
        Logger logger = (Logger) LoggerFactory.getLogger(Databases.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
        try {
            open("demo", "11111111-aaaa-4000-8000-000000000001").close();
            open("demo", "22222222-bbbb-4000-8000-000000000002").close();
            // Two keys of one account that take turns are told of once.
            open("demo", "11111111-aaaa-4000-8000-000000000001").close();
            open("demo", "22222222-bbbb-4000-8000-000000000002").close();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .contains("11111111…", "22222222…")
                    .doesNotContain("aaaa", "bbbb");
        });
    }

    @Test
    void fileInUseIsToldAsSuch() throws Exception {
        open("demo", "").close();
        try (FileChannel other = FileChannel.open(folder.resolve("ledger.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> open("demo", ""))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("already in use by another process; stop that one")
                    .satisfies(it -> assertThat(it.getMessage().lines()).hasSize(1));
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void absentLedgerIsToldInOneLineWithoutSecrets() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + closed + "/caravan?user=me&password=hidden";
        assertThatThrownBy(() -> Databases.open(folder, "demo", "", url, ""))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(
                        "expected the ledger database at jdbc:postgresql://127.0.0.1:" + closed + "/caravan, found: ")
                .hasMessageContaining("refused")
                .hasMessageEndingWith("; check ledger.url")
                .satisfies(it -> assertThat(it.getMessage()).doesNotContain("hidden"))
                .satisfies(it -> assertThat(it.getMessage().lines()).hasSize(1));
    }

    @Test
    void unknownKindOfDatabaseIsRefused() {
        assertThatThrownBy(() -> Databases.open(folder, "demo", "", "jdbc:mysql://me:hidden@db/x?password=hidden", ""))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("expected ledger.url to be jdbc:postgresql://host/database?user=... or empty,"
                        + " found 'jdbc:mysql://db/x'");
    }

    @Test
    void interruptedThreadDoesNotCloseTheFile() throws Exception {
        try (Databases databases = open("sandbox", "")) {
            JdbcTemplate sql = new JdbcTemplate(databases.ledger());
            AtomicReference<Throwable> problem = new AtomicReference<>();
            Thread interrupted = new Thread(() -> {
                try (Connection connection = databases.ledger().getConnection();
                        Statement statement = connection.createStatement()) {
                    Thread.currentThread().interrupt();
                    for (int i = 0; i < 1000; i++) {
                        statement.execute("insert into checkpoints (name, text_value) values ('" + i + "', 'x')");
                    }
                } catch (SQLException e) {
                    problem.set(e);
                }
            });
            interrupted.start();
            interrupted.join();
            assertThat(problem.get()).isNull();
            assertThatCode(() -> sql.update("insert into checkpoints (name, text_value) values ('after', 'x')"))
                    .doesNotThrowAnyException();
        }
        try (Databases databases = open("sandbox", "")) {
            assertThat(new JdbcTemplate(databases.ledger()).queryForList("select name from checkpoints", String.class))
                    .contains("after");
        }
    }

    private static List<String> tables(DataSource dataSource) {
        return new JdbcTemplate(dataSource)
                .queryForList("select table_name from information_schema.tables", String.class);
    }
}
