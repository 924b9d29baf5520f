package caravan.routes;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.KalshiConstants;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.outcome.FaultyExchange;
import caravan.kalshi.rest.outcome.OrderResolver;
import caravan.kalshi.rest.outcome.Patience;
import caravan.kalshi.rest.outcome.Unanswered;
import caravan.model.Approved;
import caravan.model.OrderRequest;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.WriteOutcome;
import caravan.orders.BatchSizes;
import caravan.orders.OrderHabits;
import caravan.orders.OrderRoom;
import caravan.orders.OwnOrders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The real route of orders over a real ledger and the sandbox's exchange, with a risk that approves everything. */
final class OrdersHouse implements AutoCloseable {
    private static final Duration LIFE = Duration.ofSeconds(60);
    /** The exchange takes no signature that is older than two seconds: its clock is wrong by eighteen. */
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(2_100), Duration.ofMillis(10), Duration.ofMillis(100), 100);

    final OwnOrders orders;
    final List<Approved> recorded = new ArrayList<>();
    /** By how much the clock of orders is ahead. */
    volatile Duration ahead = Duration.ZERO;

    private final DefaultCamelContext camel = TestCamel.context();
    private final FaultyExchange faulty;
    private final AtomicLong approvals = new AtomicLong();
    private final OrderResolver resolver;

    OrdersHouse(FaultyExchange faulty, DataSource ledger) throws Exception {
        this.faulty = faulty;
        InstantSource clock = InstantSource.system();
        OrderRoom room = OrderRoom.open(
                ledger,
                "house",
                new OrderHabits(() -> LIFE, Quantity.ZERO, false),
                () -> new BatchSizes(8, 50),
                () -> clock.instant().plus(ahead),
                new SimpleMeterRegistry());
        orders = room.orders();
        resolver = new OrderResolver(faulty.client::call, Pace.system(new Random(1)), clock, PATIENCE);
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(faulty.exchange.restUrl());
        kalshi.setWsUrl(faulty.exchange.streamUrl());
        kalshi.setSigner(
                new RequestSigner(faulty.exchange.keyId(), SigningKey.fromFile(faulty.exchange.keyFile()), clock));
        kalshi.setRequestTimeout(Duration.ofMillis(400));
        camel.addComponent("kalshi", kalshi);
        room.beans().forEach(camel.getRegistry()::bind);
        camel.getRegistry().bind("orderOutcomes", this);
        camel.getRegistry().bind("fillReadBack", this);
        camel.addRoutes(neighbours());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:routes/orders.camel.yaml"));
        camel.start();
    }

    private RouteBuilder neighbours() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:approve").process(exchange -> {
                    List<Approved> approved = new ArrayList<>();
                    for (Object request : exchange.getMessage().getBody(List.class)) {
                        Instant now = Instant.now();
                        approved.add(
                                new Approved((OrderRequest) request, approvals.incrementAndGet(), now.plus(LIFE), now));
                    }
                    exchange.getMessage().setBody(approved);
                });
                from("direct:recorded").process(exchange -> {
                    for (Object approved : exchange.getMessage().getBody(List.class)) {
                        recorded.add((Approved) approved);
                    }
                });
                from("direct:own-fill").to("direct:own-order-filled");
                from("kalshi:stream?connection=private&channels=user_orders,fill&reconnectDelay=100ms")
                        .choice()
                        .when(header(KalshiConstants.TYPE).isEqualTo("user_order"))
                        .to("direct:own-order")
                        .when(header(KalshiConstants.TYPE).isEqualTo("fill"))
                        .to("direct:own-fill");
            }
        };
    }

    /** The bean orderOutcomes. */
    public List<WriteOutcome> outcomes(String operation, Map<String, Object> parameters, Instant begun, Instant ended) {
        return resolver.resolve(
                new Unanswered(Operations.named(operation), parameters, begun, ended),
                OrderResolver.Missing.STAYS_MISSING);
    }

    /** The bean fillReadBack: nothing is ever missing. */
    public Instant completeUpTo() {
        return Instant.now().plus(ahead);
    }

    @SuppressWarnings("unchecked")
    List<String> place(QuotePlan... plans) {
        return (List<String>)
                camel.createProducerTemplate().requestBody("direct:place-quotes", List.of(plans), List.class);
    }

    @SuppressWarnings("unchecked")
    List<String> exit(OrderRequest.Exit exit) {
        return (List<String>)
                camel.createProducerTemplate().requestBody("direct:exit-positions", List.of(exit), List.class);
    }

    @SuppressWarnings("unchecked")
    List<RestingOrder> cancel() {
        return (List<RestingOrder>) camel.createProducerTemplate().requestBody("direct:cancel-own", null, List.class);
    }

    @Override
    public void close() {
        camel.getShutdownStrategy().setTimeout(1);
        camel.stop();
    }
}
