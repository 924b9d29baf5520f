package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.PostgreSql;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A PostgreSQL with everything in it, which goes away in the middle of a burst and comes back. */
@ExtendWith(PostgreSql.class)
class LostLedgerIT {

    @Test
    void everyFillIsStoredOnceAndToldOnce(
            @TempDir Path exchangeFolder, @TempDir Path folder, @TempDir Path databaseFolder) {
        try (PostgreSql.Stoppable server = PostgreSql.stoppable(databaseFolder);
                SandboxProcess sandbox = SandboxProcess.start(exchangeFolder)) {
            Map<String, String> environment = new HashMap<>(sandbox.asDemo());
            environment.put("LEDGER_URL", server.url());
            environment.put("FILLS_QUIET_PERIOD", "300ms");
            try (RunningCaravan caravan = RunningCaravan.start(folder, environment)) {
                String health = caravan.awaitRunFile()
                                .path("addresses")
                                .path("management")
                                .asText()
                        + "/observe/health";
                caravan.await("both connections", Duration.ofSeconds(60), () -> sandbox.connections() == 2);
                sandbox.control("/bursts", "{\"orders\":4,\"fills\":5,\"interval_ms\":60}");
                Waiting.until(
                        "a fill", Duration.ofSeconds(20), () -> sandbox.fills().size() > 3);
                server.stop();
                sandbox.control("/bursts", "{\"orders\":3,\"fills\":4,\"interval_ms\":60}");
                caravan.await(
                        "word of it",
                        Duration.ofSeconds(30),
                        () -> Http.get(health).statusCode() == 503);
                caravan.await(
                        "fills meanwhile",
                        Duration.ofSeconds(30),
                        () -> sandbox.fills().size() == 4 * 5 + 3 * 4);
                // It is away until a read gives up, however quick this machine is.
                caravan.await(
                        "a read without a ledger",
                        Duration.ofSeconds(60),
                        () -> caravan.process().output().contains("Fills could not be read back"));
                server.start();
                caravan.await("every fill told about", Duration.ofSeconds(90), () -> {
                    BigDecimal truth = sandbox.fills().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
                    return truth.compareTo(sandbox.contractsTold()) == 0;
                });
                assertThat(caravan.process().output())
                        .contains("Fills could not be read back")
                        .contains("The database takes market data again");
                caravan.process().stop();
            }
            try (HikariDataSource database = new HikariDataSource()) {
                database.setJdbcUrl(server.url());
                JdbcTemplate ledger = new JdbcTemplate(database);
                assertThat(ledger.queryForList("select trade_id || ' ' || order_id from fills", String.class))
                        .containsExactlyInAnyOrderElementsOf(sandbox.fills().keySet());
                assertThat(ledger.queryForObject(
                                "select count(*) from fills where notification_id is null", Integer.class))
                        .isZero();
                assertThat(ledger.queryForObject("select count(*) from control_replies", Integer.class))
                        .isPositive();
            }
        }
    }
}
