package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Whatever frames come are answered one by one over a real socket, and no money comes or goes. */
class StreamNonsensePropertiesTest {
    private static final int MANY = 1_000;
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

    /**
     * What a client sends.
     *
     * @param content of a binary frame: its bytes, each as a character
     */
    private record Frame(boolean binary, String content) {
        void sendBy(TestClient client) {
            if (binary) {
                client.sendBinary(content.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                // Half of a pair, as damage leaves it, is no text that a client could send.
                client.send(new String(content.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            }
        }
    }

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE, generation = GenerationMode.RANDOMIZED)
    void eachFrameIsAnsweredAndNoMoneyMoves(@ForAll("frames") List<Frame> frames) {
        try (ExchangeRig rig = new ExchangeRig()) {
            TestClient client = rig.client();
            List<Long> before = rig.money();
            frames.forEach(frame -> frame.sendBy(client));
            client.send("{\"id\":%d,\"cmd\":\"list_subscriptions\"}".formatted(LAST));
            await().until(() -> client.texts.stream().anyMatch(text -> text.contains("\"id\":" + LAST)));
            List<JsonNode> replies = client.frames().stream()
                    .filter(frame -> REPLIES.contains(frame.path("type").asText()))
                    .toList();
            assertThat(replies).hasSizeGreaterThan(frames.size());
            assertThat(replies).allSatisfy(StreamNonsensePropertiesTest::requireForm);
            assertThat(client.texts)
                    .noneMatch(text -> text.contains("Exception") || text.contains("caravan") || text.contains("java"))
                    .allMatch(text -> text.endsWith("}\n"));
            assertThat(client.broken).isNotDone();
            assertThat(rig.money()).isEqualTo(before);
        }
    }

    private static void requireForm(JsonNode reply) {
        if (reply.path("type").asText().equals("error")) {
            assertThat(CODES)
                    .as(reply.toString())
                    .contains(reply.at("/msg/code").asInt());
            assertThat(reply.at("/msg/msg").asText()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<List<Frame>> frames() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, commands().map(StreamNonsensePropertiesTest::text)),
                        Tuple.of(2, Nonsense.torn(commands()).map(StreamNonsensePropertiesTest::text)),
                        Tuple.of(2, Arbitraries.of(VALUES).map(StreamNonsensePropertiesTest::text)),
                        Tuple.of(2, nested().map(StreamNonsensePropertiesTest::text)),
                        Tuple.of(2, characters('\u2fff', 200).map(StreamNonsensePropertiesTest::text)),
                        Tuple.of(1, characters('\u00ff', 500).map(bytes -> new Frame(true, bytes))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(MANY)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Frame text(String content) {
        return new Frame(false, content);
    }

    private static Arbitrary<String> commands() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(
                                        3,
                                        Arbitraries.integers().between(1, 1_000).map(String::valueOf)),
                                Tuple.of(1, Arbitraries.of(VALUES))),
                        Arbitraries.of(COMMANDS),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Nonsense.object(FIELDS, VALUES, 4)), Tuple.of(1, Arbitraries.of(VALUES))))
                .as((id, command, params) -> "{\"id\":" + id + ",\"cmd\":" + command + ",\"params\":" + params + "}");
    }

    private static Arbitrary<String> nested() {
        return Combinators.combine(Arbitraries.integers().between(0, 3_000), Arbitraries.of(VALUES))
                .as((depth, value) -> "[".repeat(depth) + value);
    }

    private static Arbitrary<String> characters(char last, int most) {
        return Arbitraries.strings().withCharRange('\0', last).ofMaxLength(most);
    }
}
