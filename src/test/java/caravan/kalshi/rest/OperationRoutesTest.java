package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.model.OrderGroup;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations as routes call them. */
class OperationRoutesTest {
    private final DefaultCamelContext context = TestCamel.context();
    private final KalshiComponent kalshi = new KalshiComponent();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer().allowingPlenty();
        kalshi.setRestUrl(server.base().toString());
        kalshi.setSigner(new RequestSigner(
                "key-id", SigningKey.fromPem(TestKeys.pkcs8(TestKeys.ED25519)), InstantSource.system()));
        context.addComponent("kalshi", kalshi);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void bodyWinsOverHeadersAndHeadersOverTheUri() {
        server.answering(200, "{\"markets\":[],\"cursor\":\"\"}");
        send(
                "kalshi:GetMarkets?status=open&limit=5&series_ticker=U&event_ticker=U",
                Map.of("event_ticker", "B"),
                Map.of("CamelKalshi.event_ticker", "H", "CamelKalshi.series_ticker", "H", "limit", "9"));
        assertThat(server.requests.get(0).target())
                .isEqualTo("/trade-api/v2/markets?event_ticker=B&limit=5&series_ticker=H&status=open");
    }

    @Test
    void unknownHeaderIsRefusedByItsName() {
        assertThat(send("kalshi:GetMarkets", null, Map.of("CamelKalshi.tickr", "H"))
                        .getException())
                .hasMessageContaining("found 'tickr'");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void listsMayStandInTheUri() {
        server.answering(200, "{\"orderbooks\":[]}");
        send("kalshi:GetMarketOrderbooks?tickers=A&tickers=B", null, Map.of());
        send("kalshi:GetMarketOrderbooks?tickers=A,B", null, Map.of());
        assertThat(server.requests)
                .extracting(LoopbackServer.Request::target)
                .containsOnly("/trade-api/v2/markets/orderbooks?tickers=A&tickers=B");
    }

    /** What comes over HTTP or from a file was not read yet; to overlook it could cancel more than was asked for. */
    @Test
    void bodyThatWasNotReadYetIsRead() {
        server.answering(exchange -> exchange.sendResponseHeaders(204, -1));
        byte[] json = "{\"subaccount\":3}".getBytes(StandardCharsets.UTF_8);
        for (Object body : List.of(json, new ByteArrayInputStream(json))) {
            assertThat(send("kalshi:CancelAllOrdersV2", body, Map.of()).getException())
                    .isNull();
        }
        assertThat(server.requests)
                .extracting(LoopbackServer.Request::target)
                .containsExactly(
                        "/trade-api/v2/portfolio/events/orders?subaccount=3",
                        "/trade-api/v2/portfolio/events/orders?subaccount=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kalshi:CreateOrderGroup?contracts_limit=5",
                "kalshi:ApplySubaccountTransfer",
                "kalshi:GenerateApiKey?name=n",
                "kalshi:raw?method=POST&path=/portfolio/order_groups/create",
                "kalshi:raw?method=delete&path=/portfolio/events/orders"
            })
    void whatChangesTheAccountNeedsLeave(String uri) {
        assertThat(send(uri, null, Map.of()).getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected kalshi.raw-writes = true, found false");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void whatTakesBackNeedsNoLeave() {
        server.answering(200, "{\"order_id\":\"o-1\",\"reduced_by\":\"1.00\",\"ts_ms\":1795168800000}");
        assertThat(send("kalshi:CancelOrderV2", "o-1", Map.of()).getException()).isNull();
        assertThat(server.requests.get(0).method()).isEqualTo("DELETE");
    }

    @Test
    void withLeaveRoutesChangeTheAccount() {
        kalshi.setRawWrites(true);
        server.answering(201, "{\"order_group_id\":\"g\"}");
        Exchange answer = send("kalshi:CreateOrderGroup", "{\"contracts_limit\":5}", Map.of());
        assertThat(answer.getMessage().getBody(OrderGroup.class).id()).isEqualTo("g");
        LoopbackServer.Request request = server.requests.get(0);
        assertThat(request.body()).isEqualTo("{\"contracts_limit\":5}");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void rawAsksForWhatTheCatalogueDoesNotKnow() {
        server.answering(200, "{\"new\":true}");
        Exchange answer = send("kalshi:raw?path=/brand/new&depth=3", Map.of("a b", "c&d"), Map.of());
        assertThat(answer.getMessage().getBody(JsonNode.class).path("new").asBoolean())
                .isTrue();
        LoopbackServer.Request request = server.requests.get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/trade-api/v2/brand/new?a%20b=c%26d&depth=3");
        assertThat(request.headers()).containsKey("KALSHI-ACCESS-SIGNATURE");
    }

    @Test
    void rawWritesSendJsonAsItWasGiven() {
        kalshi.setRawWrites(true);
        server.answering(200, "");
        send("kalshi:raw?method=put&path=/brand/new", "{\"n\":5,\"on\":true,\"l\":[1]}", Map.of());
        assertThat(server.requests.get(0).method()).isEqualTo("PUT");
        assertThat(server.requests.get(0).body()).isEqualTo("{\"l\":[1],\"n\":5,\"on\":true}");
    }

    @Test
    void rawNeedsAPath() {
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("kalshi:raw", ""))
                .hasStackTraceContaining("kalshi:raw: expected path");
    }

    @Test
    void splitGetsOneMessageForEachItemOfAllPages() throws Exception {
        server.answering(200, "{\"milestones\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"cursor\":\"c\"}")
                .answering(200, "{\"milestones\":[{\"id\":\"3\"}],\"cursor\":\"\"}");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to("kalshi:GetMilestones?limit=2&paginate=true")
                        .split(body())
                        .streaming()
                        .to("mock:item");
            }
        });
        MockEndpoint items = context.getEndpoint("mock:item", MockEndpoint.class);
        send("direct:all", null, Map.of());
        assertThat(items.getExchanges())
                .extracting(item ->
                        item.getMessage().getBody(JsonNode.class).path("id").asText())
                .containsExactly("1", "2", "3");
    }

    @Test
    void whatHasNoPagesIsRefusedWhenTheRouteStarts() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:pages").to("kalshi:GetBalance?paginate=true");
                    }
                }))
                .hasStackTraceContaining("found GetBalance; leave paginate out");
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }
}
