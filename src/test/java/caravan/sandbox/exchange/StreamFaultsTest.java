package caravan.sandbox.exchange;

import static caravan.sandbox.exchange.ExchangeRig.MARKET;
import static caravan.sandbox.exchange.ExchangeRig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.model.BookSide;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault as a client sees it, and as it is counted. */
class StreamFaultsTest {
    private final ExchangeRig rig = new ExchangeRig();
    private final TestClient client = rig.client();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aGapUsesUpSequenceNumbers() {
        listen();
        client.post("/faults/gap?count=2", "");
        deltas(4);
        assertThat(sequences()).containsExactly(4L, 5L);
        assertThat(thrown("gap")).isEqualTo(2);
    }

    @Test
    void aDuplicateIsTheSameFrameTwice() {
        listen();
        client.post("/faults/duplicate", "");
        deltas(2);
        assertThat(sequences()).containsExactly(2L, 2L, 3L);
        assertThat(client.texts.stream().skip(2).limit(2).distinct()).hasSize(1);
        assertThat(thrown("duplicate")).isEqualTo(1);
    }

    @Test
    void reorderedFramesChangePlaces() {
        listen();
        client.post("/faults/reorder?count=1", "");
        deltas(3);
        assertThat(sequences()).containsExactly(3L, 2L, 4L);
        assertThat(thrown("reorder")).isEqualTo(1);
    }

    @Test
    void reorderStaysOn() {
        listen();
        client.post("/faults/reorder?on=true", "");
        deltas(4);
        assertThat(sequences()).containsExactly(3L, 2L, 5L, 4L);
        assertThat(thrown("reorder")).isEqualTo(2);
    }

    @Test
    void aFrameWithoutANextOneComesWhenTheFaultsEnd() {
        listen();
        client.post("/faults/reorder?count=1", "");
        deltas(1);
        assertThat(sequences()).isEmpty();
        client.post("/faults/none", "");
        ExchangeRig.await(client, "orderbook_delta", 1);
        assertThat(sequences()).containsExactly(2L);
    }

    @Test
    void aFrameWithoutANextOneComesAfterASecond() {
        listen();
        client.post("/faults/reorder?count=1", "");
        deltas(1);
        rig.pass(Duration.ofMillis(500));
        assertThat(sequences()).isEmpty();
        rig.pass(Duration.ofMillis(600));
        ExchangeRig.await(client, "orderbook_delta", 1);
        assertThat(sequences()).containsExactly(2L);
    }

    @Test
    void aFrameThatWaitsDiesWithItsSubscription() {
        listen();
        client.post("/faults/reorder?count=1", "");
        deltas(1);
        client.post("/faults/channel-error", "");
        ExchangeRig.await(client, "error", 1);
        deltas(1);
        assertThat(sequences()).isEmpty();
    }

    @Test
    void aGapSparesAnswersToCommands() {
        listen();
        client.post("/faults/gap?count=1", "");
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sid\":1,\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        ExchangeRig.await(client, "ok", 1);
        deltas(1);
        assertThat(client.frames("ok").get(0).path("seq").asInt()).isEqualTo(2);
        assertThat(sequences()).containsExactly(4L);
        assertThat(client.frames("orderbook_snapshot")).hasSize(1);
        assertThat(thrown("gap")).isEqualTo(1);
        assertThat(thrown("gap:orderbook_snapshot")).isEqualTo(1);
    }

    @Test
    void aGapIsInWhatIsCounted() {
        client.subscribe(1, "[\"fill\",\"trade\"]", "[]");
        client.await(2);
        client.post("/faults/gap?count=1", "");
        rig.own(BookSide.ASK, rig.best(BookSide.BID), 100);
        ExchangeRig.await(client, "fill", 1);
        settle();
        assertThat(client.frames("trade")).isEmpty();
        assertThat(thrown("gap:trade")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/faults/gap?count=1", "/faults/none"})
    void theEndOfAStallIsThatOfTheLastOne(String between) {
        client.post("/faults/stall?seconds=1", "");
        client.post(between, "");
        client.post("/faults/stall?seconds=3600", "");
        client.send("{\"id\":1,\"cmd\":\"list_subscriptions\"}");
        await().during(Duration.ofMillis(1_300)).until(client.texts::isEmpty);
        client.post("/faults/none", "");
        client.await(1);
    }

    @Test
    void anOversizedFrameWaitsForTheEndOfAStall() {
        client.post("/faults/stall?seconds=3600", "");
        client.post("/faults/oversize?megabytes=1", "");
        await().during(Duration.ofMillis(300)).until(client.texts::isEmpty);
        client.post("/faults/stall?seconds=0", "");
        client.await(1);
    }

    @Test
    void noFillComesAgainAfterTheFaultsEnd() {
        client.subscribe(1, "[\"fill\"]", "[]");
        client.await(1);
        client.post("/faults/duplicate-fills", "");
        rig.own(BookSide.ASK, rig.best(BookSide.BID), 100);
        ExchangeRig.await(client, "fill", 1);
        client.post("/faults/none", "");
        rig.pass(Duration.ofSeconds(5));
        settle();
        assertThat(client.frames("fill")).hasSize(1);
        assertThat(thrown("duplicate-fills")).isZero();
    }

    @Test
    void fillsAreWithheldFromThoseWhoListenOnly() {
        client.subscribe(1, "[\"fill\"]", "[\"" + OTHER + "\"]");
        client.await(1);
        client.post("/faults/withhold-fills?count=1", "");
        int price = rig.best(BookSide.BID);
        rig.own(BookSide.ASK, price, 100);
        assertThat(thrown("withhold-fills")).isZero();
        client.subscribe(2, "[\"fill\"]", "[\"" + MARKET + "\"]");
        ExchangeRig.await(client, "ok", 1);
        rig.own(BookSide.ASK, price, 100);
        settle();
        assertThat(client.frames("fill")).isEmpty();
        assertThat(thrown("withhold-fills")).isEqualTo(1);
    }

    @Test
    void aFaultCanBeMeantForOneTypeAndSwitchedOff() {
        listen();
        client.post("/faults/gap?on=true&type=trade", "");
        deltas(2);
        client.post("/faults/gap?on=false", "");
        client.post("/faults/gap?on=true&type=orderbook_delta", "");
        deltas(2);
        client.post("/faults/none", "");
        deltas(1);
        assertThat(sequences()).containsExactly(2L, 3L, 6L);
        assertThat(thrown("gap")).isEqualTo(2);
    }

    @Test
    void probabilityThrowsNowAndThen() {
        listen();
        client.post("/faults/gap?probability=0.5", "");
        deltas(200);
        client.post("/faults/none", "");
        deltas(1);
        assertThat(thrown("gap")).isBetween(50, 150);
        assertThat(client.frames("orderbook_delta")).hasSize(201 - thrown("gap"));
    }

    @Test
    void channelErrorsEndSubscriptions() {
        listen();
        client.post("/faults/channel-error", "");
        ExchangeRig.await(client, "error", 1);
        assertThat(client.frames("error").get(0).at("/msg/code").asInt()).isEqualTo(10);
        assertThat(client.frames("error").get(0).path("seq").asInt()).isEqualTo(2);
        deltas(1);
        client.send("{\"id\":2,\"cmd\":\"list_subscriptions\"}");
        ExchangeRig.await(client, "ok", 1);
        assertThat(client.frames("ok").get(0).path("msg")).isEmpty();
        assertThat(client.frames("orderbook_delta")).isEmpty();
        assertThat(thrown("channel-error")).isEqualTo(1);
    }

    @Test
    void anOversizedFrameIsLargerThanAsked() {
        client.post("/faults/oversize?megabytes=3", "");
        await().until(() -> !client.texts.isEmpty());
        assertThat(client.texts.element()).hasSizeGreaterThan(3 << 20);
        assertThat(thrown("oversize")).isEqualTo(1);
    }

    @Test
    void aSlowAcceptComesLate() {
        client.post("/faults/slow-accept?ms=300", "");
        long start = System.nanoTime();
        rig.client();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
        assertThat(thrown("slow-accept")).isEqualTo(1);
    }

    @Test
    void newConnectionsAreRefusedAndOldOnesLive() {
        listen();
        client.post("/faults/refuse?on=true", "");
        assertThatThrownBy(rig::client).hasCauseInstanceOf(IOException.class);
        deltas(1);
        client.post("/faults/refuse?on=false", "");
        rig.client();
        assertThat(sequences()).containsExactly(2L);
        assertThat(thrown("refuse")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorized,401,authentication_error",
        "rate-limit,429,too many requests",
        "server-error,503,service_unavailable",
        "server-error?code=500,500,internal_server_error"
    })
    void requestsAreRefusedOnce(String fault, int status, String word) {
        client.post("/faults/" + fault, "");
        HttpResponse<String> refused = client.get("/exchange/status");
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains(word);
        assertThat(client.get("/exchange/status").statusCode()).isEqualTo(200);
        assertThat(thrown(fault.replaceFirst("\\?.*", ""))).isEqualTo(1);
    }

    @Test
    void aHandshakeCanBeRefusedToo() {
        client.post("/faults/unauthorized?path=/trade-api/ws", "");
        assertThat(client.get("/exchange/status").statusCode()).isEqualTo(200);
        assertThatThrownBy(rig::client).hasCauseInstanceOf(WebSocketHandshakeException.class);
        rig.client();
    }

    @Test
    void aTimeOutBeforeChangesNothing() throws Exception {
        client.post("/faults/timeout-before?seconds=0&method=post", "");
        assertThat(client.get("/exchange/status").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> place("one")).isInstanceOf(IOException.class);
        assertThat(rig.state().path("orders").asInt()).isZero();
        assertThat(place("one").statusCode()).isEqualTo(201);
        assertThat(thrown("timeout-before")).isEqualTo(1);
    }

    @Test
    void aTimeOutAfterHasDoneItAlready() throws Exception {
        client.post("/faults/timeout-after?seconds=0&method=POST", "");
        assertThatThrownBy(() -> place("one")).isInstanceOf(IOException.class);
        assertThat(rig.state().path("orders").asInt()).isEqualTo(1);
        assertThat(place("one").statusCode()).isEqualTo(409);
        assertThat(thrown("timeout-after")).isEqualTo(1);
    }

    @Test
    void aResetComesBeforeTheRequestIsCarriedOutOrAfter() throws Exception {
        client.post("/faults/reset-before?method=POST", "");
        assertThatThrownBy(() -> place("one")).isInstanceOf(IOException.class);
        assertThat(rig.state().path("orders").asInt()).isZero();
        client.post("/faults/reset-after?method=POST", "");
        assertThatThrownBy(() -> place("one")).isInstanceOf(IOException.class);
        assertThat(rig.state().path("orders").asInt()).isEqualTo(1);
        assertThat(thrown("reset-before")).isEqualTo(1);
        assertThat(thrown("reset-after")).isEqualTo(1);
    }

    @Test
    void aLateRequestIsCarriedOutWhenNobodyWaitsForIt() throws Exception {
        client.post("/faults/late?method=POST&ms=300", "");
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> {
            try {
                place("one");
            } catch (Exception never) {
                throw new IllegalStateException(never);
            }
        });
        await().untilAsserted(
                        () -> assertThat(rig.state().path("orders").asInt()).isEqualTo(1));
        assertThat(asked).isNotDone();
        assertThat(thrown("late")).isEqualTo(1);
    }

    @Test
    void aServerErrorMayHaveDoneItToo() throws Exception {
        client.post("/faults/server-error?code=504&applied=true&path=/trade-api/v2/portfolio", "");
        assertThat(place("one").statusCode()).isEqualTo(504);
        assertThat(place("one").statusCode()).isEqualTo(409);
        assertThat(rig.state().path("orders").asInt()).isEqualTo(1);
    }

    @Test
    void aWrongClockRefusesGoodSignatures() {
        client.post("/faults/clock-skew?seconds=-60", "");
        assertThatThrownBy(rig::client).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(rig.state().at("/rejected_logins/header_timestamp_expired").asInt())
                .isEqualTo(1);
        client.post("/faults/clock-skew?seconds=0", "");
        rig.client();
        assertThat(thrown("clock-skew")).isEqualTo(1);
    }

    @Test
    void staleReadsComeLater() throws Exception {
        client.post("/faults/stale-reads?seconds=2", "");
        place("one");
        assertThat(orders()).isEmpty();
        rig.pass(Duration.ofSeconds(3));
        assertThat(orders()).hasSize(1);
        assertThat(thrown("stale-reads")).isEqualTo(1);
    }

    @Test
    void aCancelOfAllOrdersTakesLaterOnesAlong() throws Exception {
        client.post("/faults/cancel-all-tail?seconds=5", "");
        place("one");
        assertThat(cancelAll().statusCode()).isEqualTo(204);
        place("two");
        rig.pass(Duration.ofSeconds(4));
        assertThat(orders().at("/0/status").asText()).isEqualTo("resting");
        rig.pass(Duration.ofSeconds(1));
        assertThat(orders().at("/0/status").asText()).isEqualTo("canceled");
        cancelAll();
        place("three");
        rig.pass(Duration.ofSeconds(60));
        assertThat(orders().at("/0/status").asText()).isEqualTo("resting");
        assertThat(thrown("cancel-all-tail")).isEqualTo(1);
    }

    private HttpResponse<String> cancelAll() throws Exception {
        String path = "/portfolio/events/orders";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(rig.exchange.restUrl() + path))
                .DELETE();
        String[] headers = client.headers(rig.clock.instant(), "DELETE", "/trade-api/v2" + path);
        return client.http.send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void withheldFillsAreCountedOneByOne() {
        client.subscribe(1, "[\"fill\"]", "[]");
        client.await(1);
        client.post("/faults/withhold-fills?count=1", "");
        int price = rig.best(BookSide.BID);
        rig.own(BookSide.ASK, price, 100);
        rig.own(BookSide.ASK, price, 100);
        ExchangeRig.await(client, "fill", 1);
        assertThat(client.frames("fill")).hasSize(1);
        assertThat(thrown("withhold-fills")).isEqualTo(1);
        assertThat(rig.state().path("fills").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /faults/gapp                   | GET /sandbox lists them all
            /faults/gap?cuont=3            | expected parameters among [count, on, probability, type], found cuont
            /faults/gap?count=many         | count must be a whole number, was many
            /faults/gap?count=0            | count must be 1 to 1000000, was 0
            /faults/gap?on=maybe           | on must be one of [true, false], was maybe
            /faults/gap?probability=2      | probability must be above 0 and at most 1, was 2.0
            /faults/server-error?code=404  | code must be 500 to 599, was 404
            /faults/cut?connection=mine    | connection must be one of [private, market-data, all], was mine
            /markets/KXNONE/pause          | ticker must be one of this exchange, was KXNONE
            /orders                        | body must be a JSON object
            /faults/stall?seconds=-1       | seconds must be 0 to 3600, was -1
            """)
    void aBadSwitchGetsOneClearLine(String path, String line) {
        HttpResponse<String> answer = client.post(path, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(answer.body()).path("details").asText()).contains(line);
    }

    @Test
    void theSwitchesIntroduceThemselves() {
        JsonNode help = client.control("");
        assertThat(help.path("switches")).hasSizeGreaterThan(30);
        assertThat(help.path("switches").toString()).contains("/sandbox/faults/timeout-after", "/sandbox/form");
    }

    @Test
    void faultsCanBeArmedAtTheStart() {
        try (ExchangeRig armed = new ExchangeRig(options -> options.withFaults(List.of("rate-limit?count=2", "gap")))) {
            assertThat(armed.caller().get("/exchange/status").statusCode()).isEqualTo(429);
            assertThat(armed.state().at("/switches/rate_limit").asInt()).isEqualTo(1);
            assertThat(armed.state().at("/switches/gap").asInt()).isEqualTo(1);
        }
        assertThatThrownBy(() -> new ExchangeRig(options -> options.withFaults(List.of("nonsense"))))
                .hasMessageContaining("fault nonsense: expected a switch");
    }

    private void listen() {
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
    }

    /** Changes the book so often, and waits until whatever is sent of it has come. */
    private void deltas(int count) {
        for (int i = 0; i < count; i++) {
            rig.stranger(BookSide.BID, 100, 100);
        }
        settle();
    }

    /** Waits until whatever was sent has come. */
    private void settle() {
        int pongs = client.pongs.size();
        client.ping("are you through");
        await().until(() -> client.pongs.size() > pongs);
    }

    private List<Long> sequences() {
        return client.frames("orderbook_delta").stream()
                .map(frame -> frame.path("seq").asLong())
                .toList();
    }

    private int thrown(String fault) {
        return rig.state().path("faults").path(fault).asInt();
    }

    private HttpResponse<String> place(String clientOrderId) throws Exception {
        String body = """
                {"ticker":"%s","client_order_id":"%s","side":"bid","count":"1.00","price":"0.0100",
                 "time_in_force":"good_till_canceled","self_trade_prevention_type":"taker_at_cross"}
                """.formatted(MARKET, clientOrderId);
        String path = "/portfolio/events/orders";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(rig.exchange.restUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        String[] headers = client.headers(rig.clock.instant(), "POST", "/trade-api/v2" + path);
        return client.http.send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode orders() {
        String[] headers = client.headers(rig.clock.instant(), "GET", "/trade-api/v2/portfolio/orders");
        return TestClient.json(client.get("/portfolio/orders", headers).body()).path("orders");
    }
}
