package caravan.routes;

import caravan.TestCamel;
import caravan.fills.FillLedger;
import caravan.fills.FillReadBack;
import caravan.fills.FillTelling;
import caravan.fills.FillWindow;
import caravan.model.Fill;
import caravan.model.Page;
import caravan.portfolio.OrderLedger;
import caravan.portfolio.Portfolio;
import caravan.portfolio.SomeOrders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.aggregate.AggregateProcessorStatistics;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real routes of fills and portfolio over a real ledger, between an exchange and a Discord that the test plays. */
final class FillsHouse implements AutoCloseable {
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final DefaultCamelContext camel = TestCamel.context();
    /** The parameters of each page that was asked for. */
    final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    /** The order ids of the notifications when each wake-up came. */
    final Queue<Long> wakeUps = new ConcurrentLinkedQueue<>();

    final FillReadBack readBack;
    private final JdbcClient jdbc;
    private volatile Function<Map<String, Object>, Page<Fill>> exchange = parameters -> new Page<>(List.of(), "");

    FillsHouse(DataSource ledger, InstantSource clock, Duration quiet, Duration maxWait) throws Exception {
        jdbc = JdbcClient.create(ledger);
        FillLedger fills = new FillLedger(ledger, clock, metrics);
        readBack =
                new FillReadBack(ledger, fills, "now", Duration.ofMinutes(3), Duration.ofMinutes(10), clock, metrics);
        camel.getRegistry().bind("fillLedger", fills);
        camel.getRegistry().bind("fillTelling", new FillTelling(ledger, Duration.ofMinutes(15), 3, clock, metrics));
        camel.getRegistry().bind("fillWindow", new FillWindow(quiet, maxWait, clock));
        camel.getRegistry().bind("fillReadBack", readBack);
        camel.getRegistry().bind("orderLedger", new OrderLedger(ledger, clock));
        new Portfolio(ledger, new SomeOrders(), clock).quiet().bind(camel);
        MockComponent kalshi = new MockComponent();
        // The options that Camel knows for the real component do not fit this one.
        kalshi.setAutowiredEnabled(false);
        camel.addComponent("kalshi", kalshi);
        camel.getEndpoint("kalshi:GetFills", MockEndpoint.class).whenAnyExchangeReceived(exchangeCall -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> parameters = exchangeCall.getMessage().getBody(Map.class);
            asked.add(parameters);
            exchangeCall.getMessage().setBody(exchange.apply(parameters));
        });
    }

    /** What the exchange answers to GetFills; may throw. */
    FillsHouse exchange(Function<Map<String, Object>, Page<Fill>> answers) {
        exchange = answers;
        return this;
    }

    FillsHouse start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:notifications-due?size=1&pollTimeout=100")
                        .routeId("notifications")
                        .startupOrder(1)
                        .process(e -> wakeUps.add(notifications()));
            }
        });
        for (String file : List.of("fills", "portfolio")) {
            Resource route = ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + file + ".camel.yaml");
            PluginHelper.getRoutesLoader(camel).loadRoutes(route);
        }
        camel.start();
        arrivals().setStatisticsEnabled(true);
        return this;
    }

    void send(String endpoint, Object body) {
        camel.createFluentProducerTemplate().to(endpoint).withBody(body).send();
    }

    void fill(Fill fill) {
        send("seda:fills?discardIfNoConsumers=true", fill);
    }

    /** How many order ids have come to the place where they wait. */
    long waiting() {
        return arrivals().getTotalIn();
    }

    private AggregateProcessorStatistics arrivals() {
        return camel.getRoute("filled-orders").filter("*").stream()
                .filter(AggregateProcessor.class::isInstance)
                .map(aggregator -> ((AggregateProcessor) aggregator).getStatistics())
                .findFirst()
                .orElseThrow();
    }

    /** Whether nothing is on its way. */
    boolean isIdle() {
        return camel.getEndpoint("seda:filled-orders", SedaEndpoint.class).getCurrentQueueSize() == 0
                && camel.getInflightRepository().size() == 0;
    }

    void wakeReadBack() {
        send("seda:read-back-fills?size=1&discardWhenFull=true&discardIfNoConsumers=true", "ready");
    }

    long notifications() {
        return number("select count(*) from notifications");
    }

    long untold() {
        return number("select count(*) from fills where notification_id is null");
    }

    long fills() {
        return number("select count(*) from fills");
    }

    /** How many fills each notification tells about, in the order in which they were noted. */
    List<Long> told() {
        return jdbc.sql("select count(*) from fills where notification_id is not null group by notification_id order by"
                        + " notification_id")
                .query(Long.class)
                .list();
    }

    long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
