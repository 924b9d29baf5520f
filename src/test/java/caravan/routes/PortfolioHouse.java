package caravan.routes;

import caravan.TestCamel;
import caravan.fills.FillLedger;
import caravan.fills.FillReadBack;
import caravan.fills.FillTelling;
import caravan.fills.FillWindow;
import caravan.fills.Ledgers;
import caravan.fills.ManualClock;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.model.AccountState;
import caravan.model.Fill;
import caravan.model.OrderReceipt;
import caravan.portfolio.OrderLedger;
import caravan.portfolio.Portfolio;
import caravan.portfolio.SomeOrders;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real routes of fills and portfolio over a real ledger and the sandbox's REST; no stream, so every fill is missed. */
final class PortfolioHouse implements AutoCloseable {
    static final String MARKET = "KXFEDDECISION-26DEC-H0";

    final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:30Z"));
    final SomeOrders orders = new SomeOrders();
    final List<Object> told = new CopyOnWriteArrayList<>();
    final List<Object> filled = new CopyOnWriteArrayList<>();
    final List<Object> requoted = new CopyOnWriteArrayList<>();
    final List<Object> stray = new CopyOnWriteArrayList<>();
    final List<Object> missing = new CopyOnWriteArrayList<>();
    final List<Object> halts = new CopyOnWriteArrayList<>();
    final JdbcClient jdbc;
    final FillLedger fills;
    final Portfolio portfolio;

    private final SandboxExchange exchange;
    private final HikariDataSource ledger;
    private final DefaultCamelContext camel = TestCamel.context();

    PortfolioHouse(Path folder) throws Exception {
        exchange = new SandboxExchange(ExchangeOptions.of(1, folder, Duration.ofDays(1), clock)
                        .withTick(Duration.ZERO)
                        .withRate(0)
                        .withQuietAccount(true))
                .start(0);
        ledger = Ledgers.open(folder);
        jdbc = JdbcClient.create(ledger);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        fills = new FillLedger(ledger, clock, meters);
        camel.getRegistry().bind("fillLedger", fills);
        camel.getRegistry().bind("fillTelling", new FillTelling(ledger, Duration.ofMinutes(15), 3, clock, meters));
        camel.getRegistry().bind("fillWindow", new FillWindow(Duration.ofSeconds(1), Duration.ofSeconds(1), clock));
        camel.getRegistry()
                .bind(
                        "fillReadBack",
                        new FillReadBack(
                                ledger, fills, "now", Duration.ofDays(1), Duration.ofMinutes(10), clock, meters));
        camel.getRegistry().bind("orderLedger", new OrderLedger(ledger, clock));
        portfolio = new Portfolio(ledger, orders, clock).quiet().bind(camel);
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(exchange.restUrl());
        kalshi.setSigner(new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), clock));
        kalshi.setRawWrites(true);
        camel.addComponent("kalshi", kalshi);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                neighbour("direct:own-order-filled", filled);
                neighbour("direct:requote-filled", requoted);
                neighbour("direct:stray-orders", stray);
                neighbour("direct:missing-orders", missing);
                neighbour("direct:halt", halts);
                neighbour("direct:tell-trading", told);
            }

            private void neighbour(String endpoint, List<Object> heard) {
                from(endpoint).process(e -> heard.add(e.getMessage().getBody()));
            }
        });
        for (String file : List.of("fills", "portfolio")) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + file + ".camel.yaml"));
        }
        camel.start();
    }

    /** Compares once. */
    AccountState reconcile() {
        return camel.createProducerTemplate().requestBody("direct:reconcile", "", AccountState.class);
    }

    /** The stream tells of a fill; returns what others wait for. */
    Object filled(Fill fill) {
        return camel.createProducerTemplate().requestBody("direct:own-fill", fill);
    }

    /** Compares, and again when a difference had time to go away. */
    AccountState reconcileTwice() {
        reconcile();
        clock.advance(Duration.ofSeconds(6));
        return reconcile();
    }

    /** Places an order, and returns the exchange's id of it. */
    String order(String clientOrderId, String side, String price, String count) {
        OrderReceipt.Placed placed = camel.createProducerTemplate()
                .requestBody(
                        "kalshi:CreateOrderV2",
                        Map.of(
                                "ticker",
                                MARKET,
                                "client_order_id",
                                clientOrderId,
                                "side",
                                side,
                                "count",
                                count,
                                "price",
                                price,
                                "time_in_force",
                                "good_till_canceled",
                                "self_trade_prevention_type",
                                "taker_at_cross"),
                        OrderReceipt.Placed.class);
        return placed.orderId();
    }

    /** Places an order of ours. */
    void own(String clientOrderId, String price, String count) {
        orders.known.add(order(clientOrderId, "bid", price, count));
    }

    Object send(String endpoint, Object body) {
        return camel.createProducerTemplate().requestBody(endpoint, body);
    }

    void control(String target) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(exchange.controlUrl() + target))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(target + ": " + answer.body());
        }
    }

    @Override
    public void close() {
        camel.stop();
        exchange.close();
        ledger.close();
    }
}
