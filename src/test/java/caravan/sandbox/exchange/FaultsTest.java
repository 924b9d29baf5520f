package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    @TempDir
    static Path folder;

    private final InstantSource clock = TestClock.running();
    private SandboxExchange exchange;
    private TestClient client;

    @BeforeEach
    void start() {
        ExchangeOptions options = ExchangeOptions.of(3, folder, Duration.ofSeconds(8), clock)
                .withTick(Duration.ofMillis(20))
                .withQuietAccount(true);
        exchange = new SandboxExchange(options).start(0);
        client = new TestClient(exchange, clock).connect();
    }

    @AfterEach
    void stop() {
        client.close();
        exchange.close();
    }

    @Test
    void fillsArePagedNewestFirst() {
        play(2, 13);
        List<String> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = client.signed("/portfolio/fills?limit=10&cursor=" + cursor);
            page.path("fills").forEach(fill -> ids.add(fill.path("trade_id").asText()));
            cursor = page.path("cursor").asText();
            pages++;
            if (pages == 1) {
                play(1, 1);
            }
        } while (!cursor.isEmpty());
        List<String> truth = truth();
        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(26).isEqualTo(truth.subList(1, 27));
        assertThat(new HashSet<>(ids)).hasSize(26);
    }

    @Test
    void fillsAreFilteredByOrderAndTime() {
        play(2, 3);
        JsonNode first = client.control("/fills").at("/fills/0");
        String order = first.path("order_id").asText();
        assertThat(client.signed("/portfolio/fills?order_id=" + order).path("fills"))
                .hasSize(3);
        assertThat(client.signed("/portfolio/fills?min_ts=" + (first.path("ts").asLong() + 3_600))
                        .path("fills"))
                .isEmpty();
        assertThat(client.signed("/portfolio/fills?min_ts=" + first.path("ts").asLong())
                        .path("fills"))
                .hasSize(6);
    }

    @Test
    void marketsAreListedAndUnknownOnesNotFound() {
        assertThat(TestClient.json(client.get("/markets?limit=4").body()).path("markets"))
                .hasSize(4);
        assertThat(TestClient.json(client.get("/markets?series_ticker=KXHIGHNY").body())
                        .path("markets"))
                .hasSize(3);
        assertThat(client.get("/markets?limit=1001").body())
                .isEqualTo("{\"msg\":\"Parameter validation failed for GetMarkets: Key: 'GetMarketsParams.Limit' "
                        + "Error:Field validation for 'Limit' failed on the 'lte' tag\"}");
        assertThat(client.get("/markets/KXNONE").statusCode()).isEqualTo(404);
        assertThat(client.get("/markets/KXNONE").body())
                .isEqualTo("{\"error\":{\"code\":\"not_found\",\"message\":\"not found\"}}");
        assertThat(TestClient.json(client.get("/markets/KXFEDDECISION-26DEC-H0/orderbook")
                                .body())
                        .at("/orderbook_fp/no_dollars"))
                .isNotEmpty();
        assertThat(TestClient.json(client.get("/exchange/status").body())
                        .path("trading_active")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void cutEndsTheSocketWithoutAWord() {
        client.subscribe(1, "[\"fill\"]", TestClient.list(exchange.tickers()));
        client.await(1);
        try (TestClient other = new TestClient(exchange, clock).connect()) {
            client.post("/faults/cut?connection=private", "");
            await().until(client.broken::isDone);
            assertThat(client.broken.join()).isInstanceOf(java.io.IOException.class);
            assertThat(other.broken).isNotDone();
        }
        assertThat(client.control("/state").at("/faults/cut").asInt()).isEqualTo(1);
    }

    @Test
    void whileItIsDownNobodyGetsInAndFillsGoOn() {
        client.subscribe(1, "[\"fill\"]", TestClient.list(exchange.tickers()));
        client.await(1);
        client.post("/bursts", "{\"orders\":1,\"fills\":8,\"interval_ms\":50}");
        client.post("/faults/down?seconds=60", "");
        await().until(client.broken::isDone);
        try (TestClient late = new TestClient(exchange, clock)) {
            assertThatThrownBy(late::connect).hasCauseInstanceOf(java.io.IOException.class);
            assertThatThrownBy(() -> late.get("/exchange/status")).hasCauseInstanceOf(java.io.IOException.class);
            await().until(() -> truth().size() == 8);
            client.post("/faults/down?seconds=0", "");
            assertThat(late.connect().signed("/portfolio/fills").path("fills")).hasSize(8);
        }
    }

    @Test
    void duplicatedFillsComeAgainAlsoAfterLaterOnes() {
        client.subscribe(1, "[\"fill\"]", TestClient.list(exchange.tickers()));
        client.await(1);
        client.post("/faults/duplicate-fills?on=true", "");
        play(1, 6);
        await().until(() -> client.frames("fill").size() == 12);
        List<String> ids = client.frames("fill").stream()
                .map(frame -> frame.at("/msg/trade_id").asText())
                .toList();
        assertThat(new HashSet<>(ids)).hasSize(6);
        assertThat(ids.lastIndexOf(ids.get(0))).isGreaterThan(1);
    }

    @Test
    void withheldFillsAreOnRestOnly() {
        client.subscribe(1, "[\"fill\",\"user_orders\"]", TestClient.list(exchange.tickers()));
        client.await(2);
        client.post("/faults/withhold-fills?on=true", "");
        play(1, 3);
        await().until(() -> client.frames("user_order").size() == 4);
        assertThat(client.frames("fill")).isEmpty();
        assertThat(client.signed("/portfolio/fills").path("fills")).hasSize(3);
    }

    @Test
    void pingsGoBothWays() {
        exchange.ping();
        client.ping("are you there");
        await().until(() -> client.pings.contains("heartbeat") && client.pongs.contains("are you there"));
    }

    @Test
    void aStalledConnectionSaysNothingForAWhile() {
        client.post("/faults/stall?seconds=1", "");
        client.ping("are you there");
        client.send("{\"id\":1,\"cmd\":\"list_subscriptions\"}");
        exchange.ping();
        assertThat(client.control("/state").at("/faults/stall").asInt()).isEqualTo(1);
        assertThat(client.pongs).isEmpty();
        assertThat(client.texts).isEmpty();
        await().until(() -> client.pongs.size() == 1 && client.texts.size() == 1);
        assertThat(client.pings).isEmpty();
    }

    @Test
    void garbageIsSentOnDemand() {
        client.post("/faults/garbage?count=7", "");
        client.await(7);
        assertThat(client.texts).anyMatch(text -> text.startsWith("not JSON"));
    }

    @Test
    void aScriptThatMakesNoSenseIsRefused() {
        assertThat(client.post("/orders", "{\"ticker\":\"KXNONE\",\"side\":\"yes\",\"action\":\"buy\",\"parts\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post(
                                "/orders",
                                "{\"ticker\":\"KXFEDDECISION-26DEC-H0\",\"side\":\"yes\",\"action\":\"buy\","
                                        + "\"parts\":[{\"count\":\"1.00\",\"price\":\"0.3350\"}]}")
                        .body())
                .contains("grid");
        assertThat(truth()).isEmpty();
    }

    private void play(int orders, int fills) {
        int before = truth().size();
        client.post("/bursts", "{\"orders\":%d,\"fills\":%d,\"interval_ms\":60}".formatted(orders, fills));
        await().until(() -> truth().size() == before + orders * fills);
    }

    /** The ids of all fills, newest first. */
    private List<String> truth() {
        List<String> ids = new ArrayList<>(
                StreamSupport.stream(client.control("/fills").path("fills").spliterator(), false)
                        .map(fill -> fill.path("trade_id").asText())
                        .toList());
        java.util.Collections.reverse(ids);
        return ids;
    }
}
