package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.sandbox.engine.Account;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames put together at random are answered one by one over a real socket, and no money comes or goes. */
class StreamNonsenseTest {
    private static final int ROUNDS = 30;
    private static final int FRAMES = 50;
    private static final long LAST = 4_242_424_242L;
    private static final Set<Integer> CODES =
            Set.of(1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14, 15, 19, 20, 21, 22, 26, 27);
    private static final Set<String> REPLIES = Set.of("error", "ok", "subscribed", "unsubscribed");
    private static final List<String> COMMANDS = List.of(
            "\"subscribe\"",
            "\"subscribe\"",
            "\"unsubscribe\"",
            "\"update_subscription\"",
            "\"update_subscription\"",
            "\"list_subscriptions\"",
            "\"dance\"",
            "\"SUBSCRIBE\"",
            "\"\"",
            "null",
            "7",
            "{}");
    private static final List<String> FIELDS = List.of(
            "channels",
            "channels",
            "channel",
            "market_ticker",
            "market_tickers",
            "market_tickers",
            "market_id",
            "market_ids",
            "sid",
            "sids",
            "sids",
            "action",
            "action",
            "use_yes_price",
            "send_initial_snapshot",
            "skip_ticker_ack",
            "shard_factor",
            "shard_key",
            "nonsense");
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "1",
            "-1",
            "2.5",
            "1e400",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775808",
            "true",
            "\"true\"",
            "[]",
            "{}",
            "[{}]",
            "[null]",
            "[1]",
            "[1,2,3]",
            "[[1]]",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[\"\\ud83d\",\"\\\"\\n\",\"é€😀\"]",
            "\"ticker\"",
            "[\"ticker\"]",
            "[\"orderbook_delta\",\"trade\",\"nonsense\",\"fill\"]",
            "[\"market_lifecycle_v2\",\"user_orders\",\"market_positions\",\"communications\"]",
            "\"add_markets\"",
            "\"delete_markets\"",
            "\"get_snapshot\"",
            "[\"" + ExchangeRig.MARKET + "\"]",
            "[\"" + ExchangeRig.MARKET + "\",\"" + ExchangeRig.OTHER + "\",\"KXNONE\"]",
            "\"" + ExchangeRig.OTHER + "\"");

    private final ExchangeRig rig = new ExchangeRig();
    private final TestClient client = rig.client();

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isAnsweredFrameByFrameAndChangesNoMoney(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> before = money();
        for (int round = 1; round <= ROUNDS; round++) {
            for (int i = 0; i < FRAMES; i++) {
                if (random.nextInt(20) == 0) {
                    client.sendBinary(bytes(random));
                } else {
                    client.send(frame(random));
                }
            }
            finish();
        }
        List<JsonNode> replies = client.frames().stream()
                .filter(frame -> REPLIES.contains(frame.path("type").asText()))
                .toList();
        assertThat(replies).hasSizeGreaterThanOrEqualTo(ROUNDS * (FRAMES + 1));
        assertThat(replies).allSatisfy(StreamNonsenseTest::requireForm);
        assertThat(client.texts)
                .noneMatch(text -> text.contains("Exception") || text.contains("caravan") || text.contains("java"))
                .allMatch(text -> text.endsWith("}\n"));
        assertThat(client.broken).isNotDone();
        assertThat(money()).isEqualTo(before);
    }

    @Test
    void whatIsNestedTooDeeplyOrTooLongIsUnreadable() {
        List<String> frames = List.of(
                "[".repeat(100_000),
                "{\"id\":1,\"cmd\":\"subscribe\",\"params\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
                "{\"id\":" + "9".repeat(50_000) + ",\"cmd\":\"list_subscriptions\"}",
                "{\"id\":1,\"cmd\":\"" + "x".repeat(5_000_000),
                "\u0000\u0001\ufffe",
                "",
                "null");
        frames.forEach(client::send);
        finish();
        assertThat(client.frames("error"))
                .hasSize(frames.size())
                .allMatch(frame -> frame.at("/msg/code").asInt() == 1);
    }

    /** As the document has it: {@code minimum: 0}. */
    @Test
    void negativeIdsAreUnreadable() {
        client.send("{\"id\":-1,\"cmd\":\"list_subscriptions\"}");
        client.send("{\"id\":-9223372036854775808,\"cmd\":\"list_subscriptions\"}");
        client.send("{\"id\":9223372036854775807,\"cmd\":\"list_subscriptions\"}");
        client.await(3);
        assertThat(client.frames("error")).hasSize(2).allMatch(frame -> !frame.has("id"));
        assertThat(client.frames("ok").get(0).path("id").asLong()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void textThatIsNotUtf8IsUnreadable() throws Exception {
        try (RawSocket raw = new RawSocket(client, rig)) {
            raw.sendText(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'});
            assertThat(raw.nextText()).contains("\"code\":1,");
        }
    }

    private void finish() {
        long asked = rounds() + 1;
        client.send("{\"id\":%d,\"cmd\":\"list_subscriptions\"}".formatted(LAST));
        await().until(() -> rounds() >= asked);
    }

    private long rounds() {
        return client.texts.stream()
                .filter(text -> text.contains("\"id\":" + LAST))
                .count();
    }

    private static void requireForm(JsonNode reply) {
        if (reply.path("type").asText().equals("error")) {
            assertThat(CODES)
                    .as(reply.toString())
                    .contains(reply.at("/msg/code").asInt());
            assertThat(reply.at("/msg/msg").asText()).isNotEmpty();
        }
    }

    private List<Long> money() {
        return rig.exchange.inWorld(world ->
                world.engine().accounts().stream().map(Account::available).toList());
    }

    private static String frame(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> pick(random, VALUES);
            case 1 -> "[".repeat(random.nextInt(3_000)) + pick(random, VALUES);
            case 2 -> text(random);
            case 3 -> command(random).substring(random.nextInt(10));
            default -> command(random);
        };
    }

    private static String command(SplittableRandom random) {
        String id = random.nextInt(4) == 0 ? pick(random, VALUES) : String.valueOf(1 + random.nextInt(1_000));
        return "{\"id\":" + id + ",\"cmd\":" + pick(random, COMMANDS) + ",\"params\":"
                + (random.nextInt(10) == 0 ? pick(random, VALUES) : params(random)) + "}";
    }

    private static String params(SplittableRandom random) {
        StringBuilder params = new StringBuilder("{");
        for (int i = random.nextInt(5); i > 0; i--) {
            params.append('"')
                    .append(pick(random, FIELDS))
                    .append("\":")
                    .append(pick(random, VALUES))
                    .append(i > 1 ? "," : "");
        }
        return params.append('}').toString();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(200); i > 0; i--) {
            int point = random.nextInt(0x3000);
            text.append(Character.isSurrogate((char) point) ? '?' : (char) point);
        }
        return text.toString();
    }

    private static byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(500)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
