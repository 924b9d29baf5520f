package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.rest.Desk.EVENT;
import static caravan.sandbox.exchange.rest.Desk.ORDERS;
import static caravan.sandbox.exchange.rest.Desk.RIV;
import static caravan.sandbox.exchange.rest.Desk.SERIES;
import static caravan.sandbox.exchange.rest.Desk.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import caravan.sandbox.engine.MarketResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation's answers fit the exchange's own document; {@link SpecObserver} holds all of them against it. */
class SpecComplianceTest {
    private OpenApiSpec spec;

    @BeforeEach
    void documentIsThere() {
        assumeThat(OpenApiSpec.shared())
                .as("the exchange's specification is not part of the project")
                .isPresent();
        spec = OpenApiSpec.shared().orElseThrow();
    }

    @Test
    void everyOperationAnswersAsSpecified() {
        for (Duration liveAge : List.of(Duration.ofDays(14), Duration.ZERO)) {
            Desk desk = new Desk(new RestOptions(Tier.BASIC, false, liveAge), 10_000_000_000L);
            trade(desk);
            read(desk);
            settle(desk);
            read(desk);
        }
        System.getLogger("openapi").log(System.Logger.Level.INFO, spec.report());
        System.getLogger("openapi").log(System.Logger.Level.INFO, "deviations met:\n" + SpecDeviations.ALL.report());
        assertThat(spec.covered())
                .containsAll(List.of(
                        "CreateOrderV2",
                        "AmendOrderV2",
                        "DecreaseOrderV2",
                        "CancelOrderV2",
                        "BatchCreateOrdersV2",
                        "BatchCancelOrdersV2",
                        "GetMarkets",
                        "GetMarketCandlesticks",
                        "GetPositions",
                        "GetSettlements",
                        "GetOrderGroups"));
    }

    @Test
    void anAnswerThatDoesNotFitIsNoticed() {
        assertThat(spec.check("GET", "/exchange/status", 200, Desk.json("{\"exchange_active\":1}")))
                .hasSize(2);
        assertThat(spec.check(
                        "GET",
                        "/exchange/user_data_timestamp",
                        200,
                        Desk.json("{\"as_of_time\":\"2026-11-20 10:00\",\"more\":1}")))
                .hasSize(2);
        assertThat(spec.check("GET", "/nowhere", 200, null)).hasSize(1);
    }

    private static void trade(Desk desk) {
        desk.take("bid", "0.9900", "10.00");
        desk.advance(Duration.ofSeconds(61));
        desk.take("ask", "0.0100", "4.00");
        String id = desk.place("bid", "0.0100", "5.00").path("order_id").asText();
        body(desk.post(ORDERS + "/" + id + "/amend", """
                {"ticker":"%s","side":"bid","price":"0.0200","count":"5.00"}""".formatted(RIV)), 200);
        body(desk.post(ORDERS + "/" + id + "/decrease", "{\"reduce_by\":\"1.00\"}"), 200);
        String groups = "/portfolio/order_groups";
        String group = body(desk.post(groups + "/create", "{\"contracts_limit\":10}"), 201)
                .path("order_group_id")
                .asText();
        body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", ",\"order_group_id\":\"" + group + "\"")), 201);
        desk.read(groups);
        desk.read(groups + "/" + group);
        body(desk.send("PUT", groups + "/" + group + "/limit", "{\"contracts_limit_fp\":\"20.00\"}"), 200);
        body(desk.send("PUT", groups + "/" + group + "/trigger", "{}"), 200);
        body(desk.send("PUT", groups + "/" + group + "/reset", "{}"), 200);
        body(desk.delete(groups + "/" + group), 200);
        String batch = "{\"orders\":[" + desk.order("bid", "0.0100", "1.00", "") + ','
                + desk.order("bid", "0.0150", "1.00", "") + "]}";
        String first = body(desk.post(ORDERS + "/batched", batch), 201)
                .at("/orders/0/order_id")
                .asText();
        body(desk.send("DELETE", ORDERS + "/batched", "{\"orders\":[{\"order_id\":\"" + first + "\"}]}"), 200);
        String expiring = ",\"expiration_time\":" + (desk.engine().now() / 1_000_000 + 3_600);
        body(desk.post(ORDERS, desk.order("bid", "0.0100", "1.00", expiring)), 201);
        body(desk.delete(ORDERS + "/" + id), 200);
        body(desk.delete(ORDERS + "/" + id), 404);
    }

    private static void settle(Desk desk) {
        desk.engine().life().moveClose(desk.market(), desk.engine().now());
        desk.engine().life().determine(desk.market(), MarketResult.YES);
        desk.read("/markets?status=closed");
        desk.advance(Duration.ofMinutes(6));
    }

    private static void read(Desk desk) {
        long now = desk.engine().now() / 1_000_000;
        String span = "start_ts=" + (now - 600) + "&end_ts=" + (now + 60) + "&period_interval=1";
        List<String> paths = new ArrayList<>(List.of(
                "/exchange/status",
                "/exchange/schedule",
                "/exchange/user_data_timestamp",
                "/series?include_volume=true",
                "/series/" + SERIES,
                "/series/fee_changes",
                "/events?with_nested_markets=true&with_milestones=true",
                "/events/" + EVENT,
                "/events/" + EVENT + "/metadata",
                "/events/fee_changes",
                "/markets",
                "/markets/" + RIV,
                "/markets/" + RIV + "/orderbook",
                "/markets/orderbooks?tickers=KXRAINSEA-26DEC01-T0&tickers=KXDEMOGAME-26NOV22RIVLAK-LAK",
                "/markets/trades",
                "/markets/candlesticks?include_latest_before_start=true&market_tickers=" + RIV + '&' + span,
                "/series/" + SERIES + "/markets/" + RIV + "/candlesticks?" + span,
                "/series/" + SERIES + "/events/" + EVENT + "/candlesticks?" + span,
                "/incentive_programs",
                "/portfolio/balance",
                "/portfolio/positions",
                "/portfolio/positions?settlement_status=all",
                "/portfolio/fills",
                "/portfolio/settlements",
                "/portfolio/summary/total_resting_order_value",
                "/portfolio/orders",
                "/portfolio/orders/queue_positions?market_tickers=" + RIV,
                "/historical/cutoff",
                "/historical/markets",
                "/historical/markets/" + RIV,
                "/historical/markets/" + RIV + "/candlesticks?" + span,
                "/historical/trades",
                "/historical/fills",
                "/historical/orders",
                "/historical/positions",
                "/api_keys",
                "/account/limits",
                "/account/endpoint_costs"));
        desk.read("/portfolio/orders?limit=1000").path("orders").forEach(order -> {
            String path = "/portfolio/orders/" + order.path("order_id").asText();
            paths.add(path);
            paths.add(path + "/queue_position");
        });
        for (String path : paths) {
            Answer answer = desk.get(path);
            assertThat(answer.status()).as(path).isIn(200, 404);
        }
    }
}
