package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.PostgreSql;
import caravan.history.Verification;
import caravan.history.VerificationReport;
import caravan.history.VerificationReport.Count;
import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everything that was received is in the database or declared, whatever happens to the database and to the program. */
class CountProofIT {
    private static final int A_SECOND = 5_000;
    private static final int OUTAGE_SECONDS = Integer.getInteger("chaos.outage-seconds", 6);

    @TempDir
    Path folder;

    private Map<String, String> environment;

    @BeforeEach
    void writeKey() throws Exception {
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        environment = new HashMap<>();
        environment.put("KALSHI_ENVIRONMENT", "demo");
        environment.put("KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555");
        environment.put(
                "KALSHI_PRIVATE_KEY_PATH",
                Files.writeString(folder.resolve("key.pem"), key).toString());
        environment.put("KALSHI_MARKETS", "ANY");
    }

    @Test
    @ExtendWith(PostgreSql.class)
    void databaseIsAwayAndTheProgramIsKilledMeanwhile() throws Exception {
        try (PostgreSql.Stoppable server = PostgreSql.stoppable(folder.resolve("postgresql"));
                JavaProcess exchange = JavaProcess.main(PacedServer.class, folder, "" + A_SECOND)) {
            environment.put("RECORDING_URL", server.url());
            address(exchange);
            Path data;
            try (RunningCaravan killed = RunningCaravan.start(folder, environment)) {
                Metrics metrics = new Metrics(killed);
                killed.await("rows", Duration.ofSeconds(60), () -> metrics.sum("recording_rows_total") > A_SECOND);
                server.stop();
                double before = metrics.sum("stream_frames_total");
                killed.await(
                        "half of the outage",
                        Duration.ofSeconds(60L + OUTAGE_SECONDS),
                        () -> metrics.sum("stream_frames_total") - before > A_SECOND * OUTAGE_SECONDS / 2.0);
                data = killed.data();
                environment.put("SEEN", "" + (long) metrics.sum("stream_frames_total"));
                killed.process().kill();
            }
            long seen = Long.parseLong(environment.remove("SEEN"));
            try (RunningCaravan caravan = RunningCaravan.start(folder, environment)) {
                Metrics metrics = new Metrics(caravan);
                caravan.await(
                        "the rest of the outage",
                        Duration.ofSeconds(60L + OUTAGE_SECONDS),
                        () -> metrics.sum("stream_frames_total") > A_SECOND * OUTAGE_SECONDS / 2.0);
                assertThat(metrics.sum("recording_spool_frames")).isGreaterThan(seen - A_SECOND * 5.0);
                // What it sends from now on would only compete for this machine with what waits.
                exchange.close();
                server.start();
                caravan.await(
                        "everything to be brought back",
                        Duration.ofSeconds(60L + OUTAGE_SECONDS),
                        () -> metrics.sum("recording_spool_frames") == 0);
                caravan.process().stop();
            }
            assertThat(data.resolve("spool")).isEmptyDirectory();
            try (HikariDataSource database = new HikariDataSource()) {
                database.setJdbcUrl(server.url());
                VerificationReport report = new Verification(database).verify();
                assertProof(report, 2);
                assertThat(framesOfTheFirst(report)).isGreaterThanOrEqualTo(seen);
            }
        }
    }

    @Test
    void programIsKilledWhileItStoresIntoH2() throws Exception {
        try (JavaProcess exchange = JavaProcess.main(PacedServer.class, folder, "" + A_SECOND)) {
            address(exchange);
            Path data = folder;
            double seen = 0;
            for (int kill = 0; kill < 2; kill++) {
                try (RunningCaravan killed = RunningCaravan.start(folder, environment)) {
                    Metrics metrics = new Metrics(killed);
                    killed.await(
                            "rows", Duration.ofSeconds(60), () -> metrics.sum("recording_rows_total") > 4 * A_SECOND);
                    data = killed.data();
                    // Later processes count rows that they bring back for the one before them once more.
                    if (kill == 0) {
                        seen = metrics.sum("recording_rows_total", "table=\"orderbook_deltas\"");
                    }
                    killed.process().kill();
                }
            }
            try (RunningCaravan last = RunningCaravan.start(folder, environment)) {
                Metrics metrics = new Metrics(last);
                last.await("rows", Duration.ofSeconds(60), () -> metrics.sum("recording_rows_total") > 0);
                exchange.close();
                last.await(
                        "everything to be brought back",
                        Duration.ofSeconds(60),
                        () -> metrics.sum("recording_spool_frames") == 0);
                last.process().stop();
            }
            try (HikariDataSource database = new HikariDataSource()) {
                database.setJdbcUrl(
                        "jdbc:h2:file:" + data.resolve("market-data").toAbsolutePath()
                                + ";IFEXISTS=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
                database.setUsername("sa");
                VerificationReport report = new Verification(database).verify();
                assertProof(report, 3);
                assertThat(framesOfTheFirst(report)).isGreaterThanOrEqualTo((long) seen);
            }
        }
    }

    /** Frames received = rows, and nothing else; and no place in the sequence is missing. */
    private static void assertProof(VerificationReport report, int connections) {
        List<Count> market = report.counts().stream()
                .filter(count -> count.connection().equals("market-data"))
                .toList();
        assertThat(market.stream().map(Count::connectionId).distinct()).hasSize(connections);
        assertThat(market).as(report::toString).allSatisfy(count -> {
            assertThat(count.rows()).isEqualTo(count.frames());
            assertThat(count.missing()).isZero();
        });
        assertThat(report.frameHoles()).isEmpty();
        assertThat(report.sequenceHoles()).isEmpty();
        assertThat(report.holds()).isTrue();
    }

    private static long framesOfTheFirst(VerificationReport report) {
        long first = report.counts().stream()
                .filter(count -> count.connection().equals("market-data"))
                .mapToLong(Count::connectionId)
                .min()
                .orElseThrow();
        return report.counts().stream()
                .filter(count -> count.connectionId() == first)
                .mapToLong(Count::frames)
                .sum();
    }

    private void address(JavaProcess exchange) {
        String port = Waiting.line(exchange, "port (\\d+)", Duration.ofSeconds(30));
        environment.put("KALSHI_REST_URL", "http://127.0.0.1:" + port + "/trade-api/v2");
        environment.put("KALSHI_WS_URL", "ws://127.0.0.1:" + port + "/trade-api/ws/v2");
    }

    /** What the program says about itself. */
    private static final class Metrics {
        private final String address;

        Metrics(RunningCaravan caravan) {
            caravan.await(
                    "its addresses",
                    Duration.ofSeconds(60),
                    () -> caravan.awaitRunFile().path("pid").asLong()
                            == caravan.process().pid());
            JsonNode addresses = caravan.awaitRunFile().path("addresses");
            address = addresses.path("management").asText() + "/observe/metrics";
        }

        /** The sum over all tags; of frames only those of market data. */
        double sum(String name) {
            return sum(name, "");
        }

        /** The sum over those that have this tag. */
        double sum(String name, String tag) {
            return Http.get(address)
                    .body()
                    .lines()
                    .filter(line -> line.contains(tag))
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> !name.startsWith("stream") || line.contains("connection=\"market-data\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
