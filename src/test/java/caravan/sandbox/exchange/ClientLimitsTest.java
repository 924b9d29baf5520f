package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.sandbox.exchange.stream.StreamOptions;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever clients do, what is kept of them is bounded. */
class ClientLimitsTest {
    private ExchangeRig rig;

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void requestsAreCountedByWhatTheyAskFor() {
        rig = new ExchangeRig();
        TestClient caller = rig.caller();
        for (int i = 0; i < 3; i++) {
            caller.get("/markets/KXNONE-" + i);
            caller.get("/nonsense-" + i);
            caller.get("/portfolio/orders/" + i);
        }
        JsonNode requests = rig.state().path("requests");
        assertThat(requests.toString())
                .isEqualTo("{\"GET /markets/{ticker}\":3,\"GET /portfolio/orders/{order_id}\":3,\"other\":3}");
    }

    @Test
    void anAccountHasOnlySoManyConnections() {
        rig = new ExchangeRig(options -> options.withStream(StreamOptions.DEFAULT.withConnections(2)));
        TestClient first = rig.client();
        rig.client();
        assertThatThrownBy(rig::client)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(429));
        first.close();
        await().until(() -> rig.state().at("/connections/total").asInt() == 1);
        rig.client();
    }
}
