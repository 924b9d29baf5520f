package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficLogTest {
    private static final String SUBSCRIBE =
            "{\"id\":7,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"],\n\"market_tickers\":[\"%s\"]}}"
                    .formatted(ExchangeRig.MARKET);

    @TempDir
    Path folder;

    private Path file;
    private ExchangeRig rig;

    @BeforeEach
    void start() {
        file = folder.resolve("traffic.jsonl");
        rig = rig(file);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void framesAreAsTheClientGotThem() {
        TestClient client = rig.client();
        client.send(SUBSCRIBE);
        client.await(2);
        client.post("/faults/garbage?count=7", "");
        client.await(9);
        List<String> got = client.texts.stream().map(String::strip).toList();
        List<JsonNode> lines = lines("frame");
        assertThat(lines).hasSize(9).allMatch(line -> line.path("connection").asInt() == 1);
        assertThat(lines.get(1).path("body").path("type").asText()).isEqualTo("orderbook_snapshot");
        for (int i = 0; i < got.size(); i++) {
            JsonNode body = lines.get(i).path("body");
            assertThat(body.isTextual() ? body.asText().strip() : body.toString())
                    .isEqualTo(got.get(i));
        }
    }

    @Test
    void commandsAreAsTheClientSentThem() {
        TestClient first = rig.client();
        TestClient second = rig.client();
        first.send(SUBSCRIBE);
        first.await(2);
        second.send("{\"id\":1.50,");
        second.await(1);
        List<JsonNode> lines = lines("command");
        assertThat(lines.get(0).path("connection").asInt()).isEqualTo(1);
        assertThat(lines.get(0).path("request")).isEqualTo(TestClient.json(SUBSCRIBE));
        assertThat(lines.get(1).path("connection").asInt()).isEqualTo(2);
        assertThat(lines.get(1).path("request").asText()).isEqualTo("{\"id\":1.50,");
    }

    @Test
    void requestsStandWithTheirAnswers() {
        TestClient caller = rig.caller();
        JsonNode balance = caller.signed("/portfolio/balance");
        HttpResponse<String> refused = post(caller, "/portfolio/events/orders?subaccount=0", "{\"price\": 0.500}");
        List<JsonNode> lines = lines("rest");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("method").asText()).isEqualTo("GET");
        assertThat(lines.get(0).path("path").asText()).isEqualTo("/trade-api/v2/portfolio/balance");
        assertThat(lines.get(0).path("status").asInt()).isEqualTo(200);
        assertThat(lines.get(0).path("body")).isEqualTo(balance);
        assertThat(lines.get(0).path("time").asText())
                .isEqualTo(rig.clock.instant().toString());
        assertThat(lines.get(0).has("query")).isFalse();
        assertThat(lines.get(0).has("request")).isFalse();
        assertThat(lines.get(1).path("query").asText()).isEqualTo("subaccount=0");
        assertThat(lines.get(1).path("status").asInt()).isEqualTo(refused.statusCode());
        assertThat(lines.get(1).path("body")).isEqualTo(TestClient.json(refused.body()));
        assertThat(text()).contains("\"request\":{\"price\": 0.500}");
    }

    @Test
    void handshakesStandThereHoweverTheyEnd() {
        TestClient client = rig.client();
        assertThat(catchThrowable(() -> client.handshake("KALSHI-ACCESS-KEY", "somebody")))
                .isNotNull();
        List<JsonNode> lines = lines("rest");
        assertThat(lines).extracting(line -> line.path("path").asText()).containsOnly("/trade-api/ws/v2");
        assertThat(lines).extracting(line -> line.path("status").asInt()).containsExactly(101, 401);
        assertThat(lines.get(0).path("connection").asInt()).isEqualTo(1);
        assertThat(lines.get(1).at("/body/error/code").asText()).isEqualTo("signature_is_missing_from_headers");
    }

    @Test
    void noKeyAndNoSignatureGetsThere() {
        TestClient client = rig.client();
        String[] headers = client.headers(rig.clock.instant(), "GET", "/trade-api/v2/portfolio/balance");
        assertThat(client.get("/portfolio/balance", headers).statusCode()).isEqualTo(200);
        assertThat(client.get("/exchange/status", "Authorization", "Bearer secret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(text())
                .contains("/portfolio/balance", "/exchange/status")
                .doesNotContainIgnoringCase("kalshi-access")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain(headers[1], headers[5], "secret");
    }

    @Test
    void whatAFaultLeavesWithoutAnAnswerHasNoStatus() {
        TestClient caller = rig.caller();
        caller.post("/faults/timeout-after?seconds=0", "");
        // This client asks once more by itself.
        assertThat(caller.get("/exchange/status").statusCode()).isEqualTo(200);
        List<JsonNode> lines = lines("rest");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("path").asText()).isEqualTo("/trade-api/v2/exchange/status");
        assertThat(lines.get(0).has("status")).isFalse();
        assertThat(lines.get(0).has("body")).isFalse();
    }

    @Test
    void refusedRequestsStandThereAndSwitchesDoNot() {
        TestClient caller = rig.caller();
        caller.get("/markets", "Origin", "http://elsewhere.example");
        caller.control("/state");
        caller.post("/nonsense", "");
        assertThat(lines("rest"))
                .extracting(line -> line.path("status").asInt())
                .containsExactly(403);
    }

    @Test
    void linesCanBeReadWhileItRuns() {
        rig.caller().get("/exchange/status");
        Awaitility.await().until(() -> read(file).endsWith("}\n"));
    }

    @Test
    void aSecondRunGoesOnInTheSameFile() {
        rig.caller().get("/exchange/status");
        String first = text();
        rig = rig(file);
        rig.caller().get("/exchange/schedule");
        assertThat(text()).startsWith(first).hasLineCount(2);
    }

    @Test
    void aFullDiskEndsTheLogOnly() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no device that is always full");
        rig.close();
        rig = rig(full);
        TestClient client = rig.client();
        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/markets").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> TrafficLog.open(folder, InstantSource.system()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("sandbox.traffic-log: expected a file that can be written, found " + folder
                        + "; set it to another");
    }

    private static ExchangeRig rig(Path log) {
        return new ExchangeRig(options -> options.withTrafficLog(log));
    }

    private HttpResponse<String> post(TestClient caller, String pathAndQuery, String body) {
        String path = "/trade-api/v2" + pathAndQuery.replaceFirst("\\?.*", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(rig.exchange.restUrl() + pathAndQuery))
                .headers(caller.headers(rig.clock.instant(), "POST", path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return caller.http
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    /** What stands there of a kind, once the exchange has closed. */
    private List<JsonNode> lines(String kind) {
        return text().lines()
                .map(TestClient::json)
                .filter(line -> line.path("kind").asText().equals(kind))
                .toList();
    }

    private String text() {
        rig.close();
        return read(file);
    }

    private static String read(Path from) {
        try {
            return Files.readString(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
