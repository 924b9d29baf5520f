package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.Shared;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded traffic of the real exchange, played by another process, through the real routes. */
class RealInputIT {
    private static final Path RECORDINGS = Shared.file("samples");
    private static final Map<String, String> TABLES = Map.of(
            "orderbook_snapshot", "orderbook_snapshots",
            "orderbook_delta", "orderbook_deltas",
            "ticker", "tickers",
            "trade", "trades",
            "market_lifecycle_v2", "market_lifecycle");
    private static final List<String> CONTROL = List.of("subscribed", "unsubscribed", "ok", "error");

    /** One program gets them all, each over a connection of its own. */
    @Test
    void everyRecordingIsStoredWhole(@TempDir Path folder) throws IOException, GeneralSecurityException {
        assumeTrue(Files.isDirectory(RECORDINGS), "no recordings at " + RECORDINGS);
        List<Path> recordings = recordings();
        assertThat(recordings).isNotEmpty();
        RunningCaravan caravan;
        try (JavaProcess server = JavaProcess.main(
                ReplayServer.class,
                folder,
                recordings.stream().map(Path::toString).toArray(String[]::new))) {
            String port = Waiting.line(server, "port (\\d+)", Duration.ofSeconds(20));
            caravan = RunningCaravan.start(folder, environment(folder, port));
            try (caravan) {
                for (int i = 1; i <= recordings.size(); i++) {
                    Waiting.line(server, "received private " + i + "\\b", Duration.ofSeconds(30));
                    Waiting.line(server, "received market-data " + i + "\\b", Duration.ofSeconds(30));
                }
                assertThat(caravan.process().stop()).isLessThan(Duration.ofSeconds(5));
            }
        }
        Database marketData = Database.marketData(caravan.data());
        Map<String, Map<String, Long>> expected = new LinkedHashMap<>();
        long fills = 0;
        for (Path recording : recordings) {
            Map<String, Long> rows = rowsIn(recording);
            fills += Objects.requireNonNullElse(rows.remove("fill"), 0L);
            if (!rows.isEmpty()) {
                expected.put(recording.getFileName().toString(), rows);
            }
        }
        assertThat(rowsByRecording(marketData, expected.keySet())).isEqualTo(expected);
        assertThat(Database.ledger(caravan.data()).count("fills")).isEqualTo(fills);
        assertThat(marketData.column("select reason from quarantine")).isEmpty();
    }

    private static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(RECORDINGS)) {
            return files.filter(file -> file.getFileName().toString().matches("ws_.*\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** The stored rows by type. Connections are numbered in the order in which they were made, as the recordings are. */
    private static Map<String, Map<String, Long>> rowsByRecording(Database marketData, Collection<String> recordings) {
        Map<Long, Map<String, Long>> connections = new TreeMap<>();
        TABLES.forEach((type, table) -> marketData
                .column("select connection_id from " + table)
                .forEach(connection -> connections
                        .computeIfAbsent(Long.valueOf(connection), number -> new TreeMap<>())
                        .merge(type, 1L, Long::sum)));
        Iterator<String> names = recordings.iterator();
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        connections.forEach((number, counts) -> rows.put(names.hasNext() ? names.next() : "nothing " + number, counts));
        return rows;
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
        environment.put("KALSHI_RECONNECT_DELAY", "50ms");
        environment.put("KALSHI_RECONNECT_DELAY_MAX", "100ms");
        return environment;
    }
}
