package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.sandbox.exchange.stream.StreamOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTest {
    private static final String MARKET = "KXFEDDECISION-26DEC-H0";

    @TempDir
    static Path folder;

    private final TestClock clock = new TestClock();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void oneReplyForEachChannel() {
        TestClient client = client(exchange(1));
        client.subscribe(7, "[\"orderbook_delta\",\"nonsense\",\"fill\"]", "[\"" + MARKET + "\"]");
        client.await(4);
        List<JsonNode> frames = client.frames();
        assertThat(frames).allMatch(frame -> ((ObjectNode) frame).remove("sending_ts_ms") != null);
        assertThat(frames.get(0).toString())
                .isEqualTo("{\"type\":\"subscribed\",\"id\":7,\"msg\":{\"channel\":\"orderbook_delta\",\"sid\":1}}");
        assertThat(frames.get(1).path("type").asText()).isEqualTo("orderbook_snapshot");
        assertThat(frames.get(1).path("seq").asInt()).isEqualTo(1);
        assertThat(frames.get(2).toString())
                .isEqualTo("{\"type\":\"error\",\"id\":7,\"msg\":{\"code\":8,\"msg\":\"Unknown channel name\"}}");
        assertThat(frames.get(3).toString())
                .isEqualTo("{\"type\":\"subscribed\",\"id\":7,\"msg\":{\"channel\":\"fill\",\"sid\":2}}");
        assertThat(client.texts).allMatch(text -> text.endsWith("}\n"));
    }

    @Test
    void subscribingAgainMergesAndEatsASequenceNumber() {
        TestClient client = client(exchange(1));
        client.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        client.await(2);
        client.subscribe(2, "[\"orderbook_delta\"]", "[\"KXFEDDECISION-26DEC-C25\"]");
        client.await(4);
        JsonNode ok = client.frames().get(2);
        assertThat(ok.path("type").asText()).isEqualTo("ok");
        assertThat(ok.path("sid").asInt()).isEqualTo(1);
        assertThat(ok.path("seq").asInt()).isEqualTo(2);
        assertThat(ok.at("/msg/market_tickers").toString())
                .isEqualTo("[\"KXFEDDECISION-26DEC-C25\",\"" + MARKET + "\"]");
        assertThat(client.frames().get(3).path("seq").asInt()).isEqualTo(3);
    }

    @Test
    void commandErrorsCarryTheirCodes() {
        TestClient client = client(exchange(1));
        String[] commands = {
            "nonsense",
            "{\"id\":1,\"cmd\":\"dance\"}",
            "{\"id\":1,\"cmd\":\"subscribe\"}",
            "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{}}",
            "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"]}}",
            "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"trade\"],\"market_tickers\":[\"KXNONE\"]}}",
            "{\"id\":1,\"cmd\":\"unsubscribe\",\"params\":{}}",
            "{\"id\":1,\"cmd\":\"unsubscribe\",\"params\":{\"sids\":[9]}}",
            "{\"id\":1,\"cmd\":\"update_subscription\",\"params\":{\"sids\":[1,2],\"action\":\"add_markets\"}}"
        };
        int[] codes = {1, 5, 2, 3, 14, 11, 4, 7, 12};
        for (int i = 0; i < commands.length; i++) {
            client.send(commands[i]);
            client.await(i + 1);
            assertThat(client.frames().get(i).at("/msg/code").asInt())
                    .as(commands[i])
                    .isEqualTo(codes[i]);
        }
    }

    @Test
    void updatesAddDeleteAndAskForSnapshotsInSequence() {
        TestClient client = client(exchange(1));
        client.subscribe(1, "[\"orderbook_delta\",\"ticker\"]", "[\"" + MARKET + "\"]");
        client.await(3);
        client.send("{\"id\":2,\"cmd\":\"update_subscription\",\"params\":{\"sids\":[1],\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        client.await(5);
        client.send("{\"id\":3,\"cmd\":\"update_subscription\",\"params\":{\"sid\":2,\"action\":\"get_snapshot\","
                + "\"market_tickers\":[\"" + MARKET + "\"]}}");
        client.await(6);
        client.send("{\"id\":4,\"cmd\":\"list_subscriptions\"}");
        client.await(7);
        client.send("{\"id\":5,\"cmd\":\"unsubscribe\",\"params\":{\"sids\":[1]}}");
        client.await(8);
        List<JsonNode> frames = client.frames();
        assertThat(frames.get(4).path("type").asText()).isEqualTo("orderbook_snapshot");
        assertThat(frames.get(4).path("id").asInt()).isEqualTo(2);
        assertThat(frames.get(4).path("seq").asInt()).isEqualTo(3);
        assertThat(frames.get(5).at("/msg/code").asInt()).isEqualTo(13);
        assertThat(frames.get(5).has("seq")).isFalse();
        assertThat(frames.get(6).path("msg").toString())
                .isEqualTo("[{\"channel\":\"orderbook_delta\",\"sid\":1},{\"channel\":\"ticker\",\"sid\":2}]");
        assertThat(frames.get(7).path("type").asText()).isEqualTo("unsubscribed");
        assertThat(frames.get(7).path("seq").asInt()).isEqualTo(4);
    }

    @Test
    void noPricesCanBeAskedForAsYesPrices() {
        SandboxExchange exchange = exchange(1);
        TestClient plain = client(exchange);
        TestClient yes = client(exchange);
        plain.subscribe(1, "[\"orderbook_delta\"]", "[\"" + MARKET + "\"]");
        yes.send(
                "{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"orderbook_delta\"],\"use_yes_price\":true,"
                        + "\"market_ticker\":\"" + MARKET + "\"}}");
        plain.await(2);
        yes.await(2);
        double no = plain.frames().get(1).at("/msg/no_dollars_fp/0/0").asDouble();
        assertThat(yes.frames().get(1).at("/msg/no_dollars_fp/0/0").asDouble()).isCloseTo(1 - no, within());
        assertThat(yes.frames().get(1).at("/msg/yes_dollars_fp"))
                .isEqualTo(plain.frames().get(1).at("/msg/yes_dollars_fp"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_120})
    void booksAreNeverNegativeOrCrossedAndSequencesHaveNoHole(long seed) {
        SandboxExchange exchange = exchange(seed);
        TestClient client = client(exchange);
        client.subscribe(1, "[\"orderbook_delta\",\"trade\",\"ticker\",\"fill\",\"user_orders\"]", all(exchange));
        client.await(5 + exchange.tickers().size());
        client.post("/bursts", "{\"orders\":40,\"fills\":5,\"interval_ms\":300}");
        for (int i = 0; client.texts.size() < 20_000; i++) {
            if (i % 50 == 0) {
                client.post("/bursts", "{\"orders\":6,\"fills\":4,\"interval_ms\":100}");
            }
            clock.advance(Duration.ofMillis(100));
            exchange.tick();
        }
        Books books = new Books();
        Map<Integer, Long> sequences = new HashMap<>();
        for (JsonNode frame : client.frames()) {
            if (frame.has("seq")) {
                long expected = sequences.merge(frame.path("sid").asInt(), 1L, Long::sum);
                assertThat(frame.path("seq").asLong()).isEqualTo(expected);
            }
            books.apply(frame);
        }
        assertThat(client.frames("fill")).hasSizeGreaterThan(100).noneMatch(frame -> frame.has("seq"));
        assertThat(client.frames("ticker")).isNotEmpty().noneMatch(frame -> frame.has("seq"));
        assertThat(client.frames("trade")).isNotEmpty().allMatch(frame -> frame.has("seq"));
    }

    @Test
    void theSameSeedAndCommandsGiveTheSameFrames() {
        assertThat(recording(5)).isEqualTo(recording(5)).isNotEqualTo(recording(6));
    }

    @Test
    void anOrderIsToldFromItsFirstToItsLastFill() {
        SandboxExchange exchange = exchange(1);
        TestClient client = client(exchange);
        client.subscribe(1, "[\"fill\",\"user_orders\",\"orderbook_delta\",\"trade\"]", "[\"" + MARKET + "\"]");
        client.await(5);
        String order = TestClient.json(
                        client.post("/orders", """
                {"ticker":"%s","side":"no","action":"buy","interval_ms":100,
                 "parts":[{"count":"1.00","price":"0.2400"},{"count":"2.50","price":"0.2500"},{"count":"3.00","price":"0.2500"}]}
                """.formatted(MARKET)).body())
                .path("order_id")
                .asText();
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofMillis(100));
            exchange.tick();
        }
        await().until(() -> client.frames("user_order").size() == 4);
        JsonNode first = client.frames("fill").get(0).path("msg");
        assertThat(first.path("order_id").asText()).isEqualTo(order);
        assertThat(first.path("yes_price_dollars").asText()).isEqualTo("0.7600");
        assertThat(first.path("outcome_side").asText()).isEqualTo("no");
        assertThat(first.path("book_side").asText()).isEqualTo("ask");
        assertThat(first.path("is_taker").asBoolean()).isTrue();
        assertThat(first.path("fee_cost").asText()).isEqualTo("0.012800");
        JsonNode last = client.frames("fill").get(2).path("msg");
        assertThat(last.path("is_taker").asBoolean()).isFalse();
        assertThat(last.path("fee_cost").asText()).isEqualTo("0.009900");
        assertThat(last.path("post_position_fp").asText()).isEqualTo("-6.50");
        assertThat(client.frames("user_order").stream()
                        .map(frame -> frame.at("/msg/fill_count_fp").asText() + " "
                                + frame.at("/msg/status").asText()))
                .containsExactly("0.00 resting", "1.00 resting", "3.50 resting", "6.50 executed");
        Set<String> trades = new HashSet<>();
        client.frames("trade")
                .forEach(frame -> trades.add(frame.at("/msg/trade_id").asText()));
        assertThat(trades)
                .containsAll(client.frames("fill").stream()
                        .map(frame -> frame.at("/msg/trade_id").asText())
                        .toList());
        assertThat(client.frames("orderbook_delta").stream()
                        .filter(frame -> frame.at("/msg").has("client_order_id"))
                        .map(frame -> frame.at("/msg/side").asText() + " "
                                + frame.at("/msg/price_dollars").asText() + " "
                                + frame.at("/msg/delta_fp").asText()))
                .containsExactly("yes 0.7600 -1.00", "no 0.2500 5.50", "no 0.2500 -2.50", "no 0.2500 -3.00");
        assertThat(client.signed("/portfolio/orders/" + order)
                        .at("/order/status")
                        .asText())
                .isEqualTo("executed");
    }

    @Test
    void theFirstOrderComesSoonAfterSomebodyListens() {
        SandboxExchange exchange = exchange(1, false);
        TestClient client = client(exchange);
        client.send("{\"id\":1,\"cmd\":\"subscribe\",\"params\":{\"channels\":[\"fill\",\"user_orders\"]}}");
        client.await(2);
        for (int i = 0; i < 45; i++) {
            clock.advance(Duration.ofMillis(100));
            exchange.tick();
        }
        await().until(() -> client.frames("user_order").stream()
                .anyMatch(frame -> frame.at("/msg/status").asText().equals("executed")));
        assertThat(client.frames("fill")).hasSizeBetween(2, 6);
    }

    @Test
    void aSlowReaderLosesItsSubscription() {
        SandboxExchange exchange =
                new SandboxExchange(options(1, true).withStream(StreamOptions.DEFAULT.withBufferedFrames(50))).start(0);
        open.add(exchange);
        TestClient client = client(exchange);
        client.subscribe(1, "[\"orderbook_delta\"]", all(exchange));
        client.await(1 + exchange.tickers().size());
        client.post("/faults/stall?seconds=3600", "");
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofMillis(100));
            exchange.tick();
        }
        client.post("/faults/none", "");
        await().until(() -> !client.frames("error").isEmpty());
        JsonNode error = client.frames("error").get(0);
        assertThat(error.at("/msg/code").asInt()).isEqualTo(25);
        assertThat(error.path("sid").asInt()).isEqualTo(1);
        int frames = client.texts.size();
        exchange.tick();
        client.send("{\"id\":9,\"cmd\":\"list_subscriptions\"}");
        client.await(frames + 1);
        assertThat(client.frames().get(frames).toString())
                .startsWith("{\"type\":\"ok\",\"id\":9,\"msg\":[],\"sending_ts_ms\":");
    }

    private List<String> recording(long seed) {
        TestClock own = new TestClock(Instant.parse("2026-11-20T10:00:00Z"));
        ExchangeOptions options =
                ExchangeOptions.of(seed, folder, Duration.ofSeconds(8), own).withTick(Duration.ZERO);
        List<String> frames = new ArrayList<>();
        try (SandboxExchange exchange = new SandboxExchange(options).start(0)) {
            TestClient client = new TestClient(exchange, own).connect();
            client.subscribe(1, "[\"orderbook_delta\",\"trade\",\"ticker\",\"fill\",\"user_orders\"]", all(exchange));
            client.await(5 + exchange.tickers().size());
            for (int i = 0; i < 150; i++) {
                own.advance(Duration.ofMillis(100));
                exchange.tick();
            }
            int told = client.texts.size();
            client.send("{\"id\":9,\"cmd\":\"list_subscriptions\"}");
            await().until(() -> client.texts.stream().anyMatch(text -> text.startsWith("{\"type\":\"ok\",\"id\":9")));
            assertThat(client.frames("fill")).isNotEmpty();
            assertThat(told).isPositive();
            frames.addAll(client.texts);
            client.close();
        }
        return frames;
    }

    private SandboxExchange exchange(long seed) {
        return exchange(seed, true);
    }

    private SandboxExchange exchange(long seed, boolean quiet) {
        SandboxExchange exchange = new SandboxExchange(options(seed, quiet)).start(0);
        open.add(exchange);
        return exchange;
    }

    private ExchangeOptions options(long seed, boolean quiet) {
        return ExchangeOptions.of(seed, folder, Duration.ofSeconds(8), clock)
                .withTick(Duration.ZERO)
                .withQuietAccount(quiet);
    }

    private TestClient client(SandboxExchange exchange) {
        TestClient client = new TestClient(exchange, clock).connect();
        open.add(0, client);
        return client;
    }

    private static String all(SandboxExchange exchange) {
        return TestClient.list(exchange.tickers());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.000_001);
    }

    /** A second, simple implementation of the books. */
    private static final class Books {
        private final Map<String, NavigableMap<Integer, Long>> sides = new HashMap<>();

        void apply(JsonNode frame) {
            JsonNode msg = frame.path("msg");
            String ticker = msg.path("market_ticker").asText();
            if (frame.path("type").asText().equals("orderbook_snapshot")) {
                for (String side : List.of("yes", "no")) {
                    NavigableMap<Integer, Long> levels = new TreeMap<>();
                    msg.path(side + "_dollars_fp")
                            .forEach(level -> levels.put(units(level.get(0)), units2(level.get(1))));
                    sides.put(ticker + side, levels);
                }
            } else if (frame.path("type").asText().equals("orderbook_delta")) {
                NavigableMap<Integer, Long> levels =
                        sides.get(ticker + msg.path("side").asText());
                int price = units(msg.path("price_dollars"));
                long quantity = levels.getOrDefault(price, 0L) + units2(msg.path("delta_fp"));
                assertThat(quantity).as(frame.toString()).isNotNegative();
                if (quantity == 0) {
                    levels.remove(price);
                } else {
                    levels.put(price, quantity);
                }
                assertThat(best(ticker + "yes") + best(ticker + "no"))
                        .as(frame.toString())
                        .isLessThan(10_000);
            }
        }

        private int best(String side) {
            return sides.get(side).isEmpty() ? 0 : sides.get(side).lastKey();
        }

        private static int units(JsonNode dollars) {
            return Integer.parseInt(dollars.asText().replace(".", ""));
        }

        private static long units2(JsonNode count) {
            return Long.parseLong(count.asText().replace(".", ""));
        }
    }
}
