package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestCamel;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthChecksTest {
    private static final String ROUTES = """
            - route:
                id: plain
                from:
                  uri: direct:plain
                  steps:
                    - to:
                        uri: mock:plain
            - routeTemplate:
                id: template
                parameters:
                  - name: table
                from:
                  uri: direct:{{table}}
                  steps:
                    - to:
                        uri: mock:end
            - templatedRoute:
                routeTemplateRef: template
                routeId: templated
                parameters:
                  - name: table
                    value: trades
            """;

    @TempDir
    Path directory;

    @Test
    void everyRouteOfEveryStageMustRun() throws Exception {
        Path file = directory.resolve("recording.camel.yaml");
        Files.writeString(file, ROUTES);
        try (DefaultCamelContext context = TestCamel.context()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            context.start();
            HealthCheck check = check(context, "recording");
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(check.call().getDetails()).containsEntry("recording", "2 routes");
            context.getRouteController().stopRoute("templated");
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(check.call().getMessage()).hasValue("recording: route templated is stopped");
            context.getRouteController().startRoute("templated");
            context.getRouteController().suspendRoute("plain");
            assertThat(check.call().getMessage()).hasValue("recording: route plain is suspended");
        }
    }

    @Test
    void stageWithoutRoutesIsDown() throws Exception {
        try (DefaultCamelContext context = TestCamel.context()) {
            context.start();
            HealthCheck.Result result = check(context, "fills").call();
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getMessage()).hasValue("fills has no routes");
        }
    }

    @Test
    void databaseIsAsked() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:health");
        assertThat(new DatabaseHealthCheck("ledger", h2).call().getState()).isEqualTo(HealthCheck.State.UP);
        h2.setUrl("jdbc:h2:file:" + directory.resolve("absent") + ";IFEXISTS=TRUE;USER=hidden");
        HealthCheck.Result down = new DatabaseHealthCheck("ledger", h2).call();
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage().orElseThrow())
                .contains("gives no connection")
                .doesNotContain("hidden");
        assertThat(down.getError()).isEmpty();
    }

    @Test
    void databaseThatIsSilentIsDownWithinASecond() {
        HikariConfig waits = new HikariConfig();
        waits.setJdbcUrl("jdbc:h2:file:" + directory.resolve("absent") + ";IFEXISTS=TRUE");
        waits.setInitializationFailTimeout(-1);
        waits.setConnectionTimeout(30_000);
        try (HikariDataSource pool = new HikariDataSource(waits)) {
            HealthCheck check = new DatabaseHealthCheck("ledger", pool);
            assertThat(check.call().getMessage()).hasValue("does not answer within a second");
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        }
    }

    @Test
    void statusIsPassedOn() {
        AtomicReference<StatusHealthCheck.Status> status =
                new AtomicReference<>(StatusHealthCheck.Status.up("connected", Map.of("last-frame-age-ms", 12)));
        StatusHealthCheck check = new StatusHealthCheck("market-data", "kalshi", status::get);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(check.call().getDetails()).containsEntry("last-frame-age-ms", 12);
        status.set(StatusHealthCheck.Status.down("silent for 40 s", Map.of()));
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getMessage()).hasValue("silent for 40 s");
        StatusHealthCheck broken = new StatusHealthCheck("broken", "kalshi", () -> {
            throw new IllegalStateException("hidden");
        });
        assertThat(broken.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(broken.call().getMessage()).hasValue("could not be asked (IllegalStateException)");
    }

    private static HealthCheck check(DefaultCamelContext context, String stage) {
        StagesHealthCheck check = new StagesHealthCheck(List.of(stage));
        check.setCamelContext(context);
        return check;
    }
}
