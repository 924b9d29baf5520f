package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.catalogue.Operations;
import caravan.model.Market;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;

class OperationProducerTest extends CallsOverLoopback {
    @Test
    void textIsTheSolePathParameter() {
        server.answering(200, "{\"market\":{\"ticker\":\"FED-23DEC-T3.00\",\"title\":\"Will it?\"}}");
        Exchange answer = send("GetMarket", Map.of(), "FED-23DEC-T3.00", Map.of());
        assertThat(answer.getMessage().getBody(Market.class).title()).isEqualTo("Will it?");
        assertThat(server.requests.get(0).target()).isEqualTo("/trade-api/v2/markets/FED-23DEC-T3.00");
    }

    @Test
    void bodyWinsOverTheUri() {
        server.answering(200, "{\"fills\":[],\"cursor\":\"next\"}");
        Exchange answer =
                send("GetFills", Map.of("limit", "1000", "ticker", "A"), Map.of("ticker", "B", "min_ts", 7L), Map.of());
        assertThat(answer.getMessage().getBody(Page.class).cursor()).isEqualTo("next");
        assertThat(server.requests.get(0).target())
                .isEqualTo("/trade-api/v2/portfolio/fills?limit=1000&min_ts=7&ticker=B");
    }

    @Test
    void bodyThatIsNoParameterIsIgnored() {
        server.answering(
                200,
                "{\"order\":{\"order_id\":\"o\",\"ticker\":\"M\",\"status\":\"executed\",\"side\":\"yes\","
                        + "\"action\":\"sell\",\"yes_price\":30,\"fill_count\":2,\"remaining_count\":0}}");
        Exchange answer = send("GetOrder", Map.of("order_id", "o"), 5, Map.of());
        assertThat(answer.getMessage().getBody(OrderUpdate.class).status()).isEqualTo(OrderUpdate.Status.EXECUTED);
    }

    @Test
    void textForAnOperationWithoutAPathParameterIsRefused() {
        server.answering(200, "{\"fills\":[],\"cursor\":\"\"}");
        Exchange answer = send("GetFills", Map.of(), "FED", Map.of());
        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a map of parameters as the body for GetFills, which has 0 path parameters, found"
                        + " the text 'FED'");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void missingParameterIsNamed() {
        Exchange answer = send("GetMarket", Map.of(), null, Map.of());
        assertThat(answer.getException())
                .hasMessage("expected 'ticker' for GetMarket (text: A market's ticker), found none");
    }

    /** A message from outside may carry such headers; a signed request that follows them gives the signature away. */
    @Test
    void noHeaderOfTheMessageReachesTheRequest() throws IOException {
        try (LoopbackServer elsewhere = new LoopbackServer().answering(200, "{\"fills\":[]}")) {
            server.answering(200, "{\"fills\":[],\"cursor\":\"\"}");
            Exchange answer = send(
                    "GetFills",
                    Map.of(),
                    null,
                    Map.of(
                            "CamelHttpUri", elsewhere.base().toString(),
                            "CamelRestHttpUri", elsewhere.base().toString(),
                            "CamelHttpPath", "/elsewhere",
                            "CamelHttpQuery", "a=b",
                            "CamelHttpRawQuery", "c=d",
                            "CamelHttpMethod", "DELETE",
                            "Host", "elsewhere",
                            "Authorization", "Bearer token",
                            "X-Any", "thing"));
            assertThat(answer.getException()).isNull();
            assertThat(elsewhere.requests).isEmpty();
            LoopbackServer.Request request = server.requests.get(0);
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).isEqualTo("/trade-api/v2/portfolio/fills");
            assertThat(request.headers()).doesNotContainKeys("Authorization", "X-Any");
            assertThat(request.headers().getFirst("Host"))
                    .isEqualTo(server.base().getAuthority());
            assertThat(answer.getMessage().getHeaders())
                    .containsEntry("X-Any", "thing")
                    .doesNotContainKeys("KALSHI-ACCESS-KEY", "CamelHttpResponseCode");
        }
    }

    private Exchange send(String operation, Map<String, Object> parameters, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().request(new OperationEndpoint(operation, parameters), exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private final class OperationEndpoint extends DefaultEndpoint {
        private final String operation;
        private final Map<String, Object> parameters;

        OperationEndpoint(String operation, Map<String, Object> parameters) {
            this.operation = operation;
            this.parameters = parameters;
            setCamelContext(context);
        }

        @Override
        protected String createEndpointUri() {
            return "test:" + operation;
        }

        @Override
        public Producer createProducer() {
            return new OperationProducer(
                    this,
                    Operations.named(operation),
                    parameters,
                    client,
                    new CallOptions(false, CallOptions.Paging.NONE, false));
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException();
        }
    }
}
