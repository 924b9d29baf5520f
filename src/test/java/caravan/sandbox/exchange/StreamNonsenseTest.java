package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames that nobody can read are answered as such over a real socket. */
class StreamNonsenseTest {
    private final ExchangeRig rig = new ExchangeRig();
    private final TestClient client = rig.client();

    @AfterEach
    void stop() {
        rig.close();
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
        client.send("{\"id\":1,\"cmd\":\"list_subscriptions\"}");
        client.await(frames.size() + 1);
        assertThat(client.frames("ok")).hasSize(1);
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
}
