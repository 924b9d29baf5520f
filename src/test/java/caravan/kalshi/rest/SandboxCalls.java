package caravan.kalshi.rest;

import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.model.BatchItem;
import caravan.model.OrderGroup;
import caravan.model.OrderReceipt;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.rest.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Calls every operation that the sandbox has, through a route's endpoint, in an order in which each finds something. */
final class SandboxCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Two weeks at the exchange, and here too long to live through. */
    private static final Duration LIVE_AGE = Duration.ofMinutes(10);

    private static final String SERIES = "KXFEDDECISION";
    private static final String EVENT = "KXFEDDECISION-26DEC";
    private static final String MARKET = "KXFEDDECISION-26DEC-H0";

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-20T12:00:30Z"));
    private final SandboxExchange exchange;
    private final ProducerTemplate routes;
    /** What each operation answered at last. */
    private final Map<String, Object> answers = new LinkedHashMap<>();

    /** @param context gets the component that calls, and is started already */
    SandboxCalls(DefaultCamelContext context, KalshiComponent kalshi, Path keys) {
        InstantSource clock = time::get;
        exchange = new SandboxExchange(ExchangeOptions.of(1, keys, Duration.ofDays(1), clock)
                        .withTick(Duration.ZERO)
                        .withRate(0)
                        .withQuietAccount(true)
                        .withRest(new RestOptions(Tier.PRESTIGE, false, LIVE_AGE)))
                .start(0);
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setSigner(new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), clock));
        kalshi.setRawWrites(true);
        context.addComponent("kalshi", kalshi);
        routes = context.createProducerTemplate();
    }

    /** What each operation of the sandbox answered. */
    Map<String, Object> callAll() throws IOException, InterruptedException {
        orders();
        orderGroups();
        markets();
        account();
        settle();
        history();
        return answers;
    }

    private void orders() throws IOException, InterruptedException {
        String order = id(call("CreateOrderV2", order("0.0200", "5")));
        call("GetOrder", order);
        call("GetOrderQueuePosition", order);
        call("GetOrderQueuePositions", Map.of("market_tickers", List.of(MARKET)));
        call(
                "AmendOrderV2",
                Map.of("order_id", order, "ticker", MARKET, "side", "bid", "price", "0.0300", "count", "4"));
        call("DecreaseOrderV2", Map.of("order_id", order, "reduce_by", "1"));
        call("GetPortfolioRestingOrderTotalValue", null);
        List<?> batch = (List<?>) call(
                "BatchCreateOrdersV2", Map.of("orders", List.of(order("0.0100", "1"), order("0.0200", "2.50"))));
        call(
                "BatchCancelOrdersV2",
                Map.of("orders", List.of(Map.of("order_id", id(((BatchItem<?>) batch.get(0)).receipt())))));
        call("CancelOrderV2", order);
        call("CancelAllOrdersV2", null);
        call("GetOrders", Map.of("ticker", MARKET, "limit", 10));
        control(
                "/orders",
                "{\"ticker\":\"" + MARKET + "\",\"side\":\"yes\",\"action\":\"buy\",\"interval_ms\":0,"
                        + "\"parts\":[{\"count\":\"10\",\"price\":\"0.6000\"},{\"count\":\"2.50\",\"price\":\"0.6100\"}]}");
        pass(Duration.ofMinutes(2));
        call("GetFills", Map.of("limit", 10));
        call("GetPositions", Map.of("count_filter", "position"));
    }

    private static Map<String, Object> order(String price, String count) {
        return Map.of(
                "ticker",
                MARKET,
                "side",
                "bid",
                "count",
                count,
                "price",
                price,
                "time_in_force",
                "good_till_canceled",
                "self_trade_prevention_type",
                "taker_at_cross");
    }

    private void orderGroups() {
        OrderGroup created = (OrderGroup) call("CreateOrderGroup", Map.of("contracts_limit", 100));
        Map<String, Object> group = Map.of("order_group_id", Objects.requireNonNull(created.id()));
        call("GetOrderGroups", null);
        call("GetOrderGroup", group);
        call(
                "UpdateOrderGroupLimit",
                Map.of("order_group_id", group.get("order_group_id"), "contracts_limit_fp", "50.00"));
        call("TriggerOrderGroup", group);
        call("ResetOrderGroup", group);
        call("DeleteOrderGroup", group);
    }

    private void markets() {
        for (String operation : List.of(
                "GetExchangeStatus",
                "GetExchangeSchedule",
                "GetUserDataTimestamp",
                "GetSeriesFeeChanges",
                "GetEventFeeChanges",
                "GetSeriesList",
                "GetIncentivePrograms",
                "GetTrades",
                "GetHistoricalCutoff")) {
            call(operation, null);
        }
        call("GetSeries", SERIES);
        call("GetEvents", Map.of("with_nested_markets", true));
        call("GetEvent", EVENT);
        call("GetEventMetadata", EVENT);
        call("GetMarkets", Map.of("status", "open", "limit", 1000));
        call("GetMarket", MARKET);
        call("GetMarketOrderbook", Map.of("ticker", MARKET, "depth", 5));
        call("GetMarketOrderbooks", Map.of("tickers", List.of(MARKET)));
        call("GetMarketCandlesticks", candles("series_ticker", SERIES, "ticker", MARKET));
        call("GetMarketCandlesticksByEvent", candles("series_ticker", SERIES, "ticker", EVENT));
        call("BatchGetMarketCandlesticks", candles("market_tickers", MARKET));
    }

    private Map<String, Object> candles(String... names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i += 2) {
            values.put(names[i], names[i + 1]);
        }
        values.put("start_ts", time.get().minusSeconds(3_600));
        values.put("end_ts", time.get());
        values.put("period_interval", 1);
        return values;
    }

    private void account() {
        call("GetBalance", null);
        call("GetAccountApiLimits", null);
        call("GetAccountEndpointCosts", null);
        call("GetApiKeys", null);
    }

    private void settle() throws IOException, InterruptedException {
        // Positions become history by whole events.
        for (String ticker : exchange.tickers()) {
            if (ticker.startsWith(EVENT + "-")) {
                control("/markets/" + ticker + "/close", "");
                control("/markets/" + ticker + "/determine?result=yes", "");
                control("/markets/" + ticker + "/settle", "");
            }
        }
        pass(Duration.ofSeconds(5));
        call("GetSettlements", Map.of("limit", 10));
    }

    /** When all of the above is old. */
    private void history() {
        Map<String, Object> candles = candles("ticker", MARKET);
        pass(LIVE_AGE.plusMinutes(1));
        call("GetHistoricalMarkets", Map.of("tickers", MARKET));
        call("GetHistoricalMarket", MARKET);
        call("GetMarketCandlesticksHistorical", candles);
        call("GetTradesHistorical", Map.of("ticker", MARKET));
        call("GetFillsHistorical", null);
        call("GetHistoricalOrders", null);
        call("GetHistoricalPositions", null);
    }

    private Object call(String operation, Object parameters) {
        Object answer = routes.requestBody("kalshi:" + operation, parameters);
        answers.put(operation, answer);
        return answer;
    }

    private static String id(@Nullable Object answer) {
        return ((OrderReceipt.Placed) Objects.requireNonNull(answer)).orderId();
    }

    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private JsonNode control(String target, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(exchange.controlUrl() + target))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(target + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        exchange.close();
    }
}
