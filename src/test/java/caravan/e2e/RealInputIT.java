package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Recorded traffic of the real exchange, played by another process, through the real routes. */
class RealInputIT {
    private static final Path RECORDINGS = Path.of(System.getProperty("shared.dir", "../shared"), "kalshi", "samples");
    private static final Map<String, String> TABLES = Map.of(
            "orderbook_snapshot", "orderbook_snapshots",
            "orderbook_delta", "orderbook_deltas",
            "ticker", "tickers",
            "trade", "trades",
            "market_lifecycle_v2", "market_lifecycle");
    private static final List<String> CONTROL = List.of("subscribed", "unsubscribed", "ok", "error");

    @TestFactory
    List<DynamicTest> everyRecordingIsStoredWhole(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
        List<DynamicTest> tests = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(RECORDINGS, "ws_*.jsonl")) {
            for (Path recording : files) {
                String name = recording.getFileName().toString();
                Path own = Files.createDirectory(folder.resolve(name));
                tests.add(DynamicTest.dynamicTest(name, () -> isStoredWhole(recording, own)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void isStoredWhole(Path recording, Path folder) throws IOException, GeneralSecurityException {
        Map<String, Long> expected = rowsIn(recording);
        RunningCaravan caravan;
        try (JavaProcess server = JavaProcess.main(
                ReplayServer.class, folder, recording.toAbsolutePath().toString())) {
            String port = Waiting.line(server, "port (\\d+)", Duration.ofSeconds(20));
            caravan = RunningCaravan.start(folder, environment(folder, port));
            try (caravan) {
                Waiting.line(server, "received private", Duration.ofSeconds(30));
                Waiting.line(server, "received market-data", Duration.ofSeconds(30));
                assertThat(caravan.process().stop()).isLessThan(Duration.ofSeconds(5));
            }
        }
        Database marketData = Database.marketData(caravan.data());
        Map<String, Long> found = new TreeMap<>();
        TABLES.forEach((type, table) -> found.put(type, marketData.count(table)));
        found.put("fill", Database.ledger(caravan.data()).count("fills"));
        found.values().removeIf(count -> count == 0);
        assertThat(found).isEqualTo(expected);
        assertThat(marketData.column("select reason from quarantine")).isEmpty();
    }

    private static Map<String, Long> rowsIn(Path recording) throws IOException {
        Map<String, Long> rows = new TreeMap<>();
        for (String frame : ReplayServer.frames(recording)) {
            String type = new ObjectMapper().readTree(frame).path("type").asText();
            if (!CONTROL.contains(type)) {
                rows.merge(type, 1L, Long::sum);
            }
        }
        return rows;
    }

    private static Map<String, String> environment(Path folder, String port)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        Path keyFile = Files.writeString(folder.resolve("key.pem"), key);
        Map<String, String> environment = new HashMap<>();
        environment.put("KALSHI_ENVIRONMENT", "demo");
        environment.put("KALSHI_REST_URL", "http://127.0.0.1:" + port + "/trade-api/v2");
        environment.put("KALSHI_WS_URL", "ws://127.0.0.1:" + port + "/trade-api/ws/v2");
        environment.put("KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555");
        environment.put("KALSHI_PRIVATE_KEY_PATH", keyFile.toString());
        environment.put("KALSHI_MARKETS", "ANY");
        return environment;
    }
}
