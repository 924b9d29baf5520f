package caravan.kalshi.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.model.Approved;
import caravan.model.BookSide;
import caravan.model.GroupRequest;
import caravan.model.Market;
import caravan.model.OrderReceipt;
import caravan.model.OrderRequest;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.model.Submission;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;

class OperationProducerTest extends CallsOverLoopback {
    private static final OrderRequest QUOTE =
            new OrderRequest.Create(new Quote("M", BookSide.BID, Price.ofCents(42), Quantity.ofContracts(10), "test"));
    private static final RestingOrder RESTING = new RestingOrder(
            "c-1", "M", BookSide.BID, Price.ofCents(42), Quantity.ofContracts(10), Instant.EPOCH, null);
    private static final OrderRequest CANCEL = new OrderRequest.Cancel(RESTING);
    private static final GroupRequest CLOSED_GROUP = new GroupRequest.Reset("M", "g");

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

    /** Each of these is what a message from outside, or a careless route, may carry. */
    @Test
    void nothingButWhatPassedRiskIsPermittedToWrite() throws IOException {
        Submission submission = submission(QUOTE);
        Map<String, Object> map = Map.of("ticker", "M", "side", "bid", "count", "1", "price", "0.50");
        String json = new ObjectMapper().writeValueAsString(map);
        List<Object> bodies = new ArrayList<>(Arrays.asList(
                null,
                map,
                json,
                json.getBytes(UTF_8),
                new ByteArrayInputStream(json.getBytes(UTF_8)),
                new ObjectMapper().readTree(json),
                "M",
                QUOTE,
                submission.approved(),
                submission.toString(),
                List.of(),
                List.of(map),
                Arrays.asList(submission, map),
                Arrays.asList(submission, null),
                Map.of("orders", List.of(submission)),
                new Object[] {submission},
                Optional.of(submission)));
        Map<String, Object> headers =
                Map.of("CamelKalshi.ticker", "M", "CamelKalshi.raw_writes", "true", "body", submission);
        for (Operation operation : Operations.all()) {
            if (operation.effect() != Effect.READ && operation.effect() != Effect.REDUCES) {
                for (Object body : bodies) {
                    Exchange answer = send(operation.name(), Map.of("ticker", "M"), body, headers);
                    assertThat(answer.getException())
                            .as("%s with %s", operation, body)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("expected kalshi.raw-writes = true, found false");
                }
                for (Object other : List.of(submission(CANCEL), List.of(submission(CANCEL)), CLOSED_GROUP)) {
                    assertThat(send(operation.name(), Map.of(), other, headers).getException())
                            .as("%s with %s", operation, other)
                            .satisfiesAnyOf(
                                    failure -> assertThat(failure).isInstanceOf(IllegalArgumentException.class),
                                    failure -> assertThat(operation.name()).isEqualTo("ResetOrderGroup"));
                }
            }
        }
        assertThat(server.requests.stream().map(LoopbackServer.Request::target).distinct())
                .isSubsetOf("/trade-api/v2/portfolio/order_groups/g/reset");
    }

    @Test
    void quoteThatPassedRiskIsSentAsItWasApproved() throws IOException {
        server.answering(201, "{\"order_id\":\"o\",\"fill_count\":\"0.00\",\"remaining_count\":\"10.00\",\"ts_ms\":1}");
        Exchange answer = send(
                "CreateOrderV2",
                Map.of("subaccount", 7),
                submission(QUOTE),
                Map.of("CamelKalshi.count", "1000", "CamelKalshi.reduce_only", true, "CamelKalshi.subaccount", 3));
        assertThat(answer.getMessage().getBody()).isInstanceOf(OrderReceipt.Placed.class);
        assertThat(sentBody()).isEqualTo(new ObjectMapper().readTree("""
                {"ticker":"M","client_order_id":"c-1","side":"bid","count":"10.00","price":"0.4200",
                 "time_in_force":"good_till_canceled","expiration_time":1795168860,"post_only":true,
                 "self_trade_prevention_type":"taker_at_cross","cancel_order_on_pause":true,"order_group_id":"g"}
                """));
    }

    @Test
    void exitNeverOpensAPosition() throws IOException {
        server.answering(
                201, "{\"orders\":[{\"order_id\":\"o\",\"fill_count\":\"4.00\",\"remaining_count\":\"0.00\"}]}");
        OrderRequest exit =
                new OrderRequest.Exit("M", BookSide.ASK, Price.ofCents(40), Quantity.ofContracts(4), "test");
        assertThat(send("BatchCreateOrdersV2", Map.of(), List.of(submission(exit)), Map.of())
                        .getException())
                .isNull();
        assertThat(sentBody()).isEqualTo(new ObjectMapper().readTree("""
                {"orders":[{"ticker":"M","client_order_id":"c-1","side":"ask","count":"4.00","price":"0.4000",
                 "time_in_force":"immediate_or_cancel","reduce_only":true,"self_trade_prevention_type":"maker"}]}
                """));
    }

    @Test
    void amendmentNamesAllContractsAndTheNextId() throws IOException {
        server.answering(200, "{\"order_id\":\"o\",\"ts_ms\":1}");
        assertThat(send("AmendOrderV2", Map.of(), submission(new OrderRequest.Renew(RESTING)), Map.of())
                        .getException())
                .isNull();
        assertThat(server.requests.get(0).target()).isEqualTo("/trade-api/v2/portfolio/events/orders/o/amend");
        assertThat(sentBody()).isEqualTo(new ObjectMapper().readTree("""
                {"ticker":"M","side":"bid","price":"0.4200","count":"12.00","client_order_id":"c-1",
                 "updated_client_order_id":"c-2","expiration_time":1795168860}
                """));
    }

    private JsonNode sentBody() throws IOException {
        return new ObjectMapper().readTree(server.requests.get(0).body());
    }

    private static Submission submission(OrderRequest request) {
        Instant now = Instant.parse("2026-11-20T10:00:00Z");
        return new Submission(
                new Approved(request, 1, now.plusSeconds(60), now), "c-1", "c-2", "o", "g", Quantity.ofContracts(12));
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
