package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.ControlReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlRepliesTest {
    @Test
    void subscriptionIsNamedInTheBody() {
        StreamDecoder.Decoded decoded = new StreamDecoder()
                .decode(
                        "{\"id\":1,\"type\":\"subscribed\",\"msg\":{\"channel\":\"orderbook_delta\",\"sid\":7}}\n",
                        false);
        assertThat(decoded)
                .isEqualTo(new StreamDecoder.Decoded(
                        "subscribed", 7, 0, new ControlReply.Subscribed(1, "orderbook_delta", 7, List.of())));
    }

    @Test
    void okListsTheMarkets() {
        assertThat(decode("{\"id\":2,\"sid\":1,\"seq\":7,\"type\":\"ok\",\"msg\":{\"market_tickers\":[\"A\",\"B\"]}}"))
                .isEqualTo(new ControlReply.Done(2, 1, List.of("A", "B"), null));
    }

    @Test
    void okMayListSubscriptionsOrNothing() {
        assertThat(decode("{\"id\":5,\"type\":\"ok\",\"msg\":[{\"channel\":\"orderbook_delta\",\"sid\":1}]}"))
                .isEqualTo(new ControlReply.Done(5, 0, List.of(), null));
        assertThat(decode("{\"id\":5,\"sid\":3,\"type\":\"ok\"}"))
                .isEqualTo(new ControlReply.Done(5, 3, List.of(), null));
        assertThat(decode("{\"id\":5,\"sid\":3,\"type\":\"ok\",\"msg\":null}"))
                .isEqualTo(new ControlReply.Done(5, 3, List.of(), null));
    }

    @Test
    void unsubscribedHasNoBody() {
        assertThat(decode("{\"id\":4,\"sid\":2,\"seq\":9,\"type\":\"unsubscribed\"}"))
                .isEqualTo(new ControlReply.Unsubscribed(4, 2));
    }

    @Test
    void errorSaysWhatWasRefused() {
        assertThat(decode("{\"id\":6,\"type\":\"error\",\"msg\":{\"code\":8,\"msg\":\"Unknown channel name\"}}"))
                .isEqualTo(new ControlReply.Refused(6, 0, 8, "Unknown channel name", List.of()));
        assertThat(
                        decode(
                                "{\"type\":\"error\",\"sid\":3,\"seq\":2,\"msg\":{\"code\":13,\"msg\":\"Unsupported action\",\"market_tickers\":[\"A\",\"B\"]}}"))
                .isEqualTo(new ControlReply.Refused(0, 3, 13, "Unsupported action: A, B", List.of("A", "B")));
    }
}
