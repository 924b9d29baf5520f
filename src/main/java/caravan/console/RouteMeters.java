package caravan.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Shows how many exchanges each route has finished, as the meter {@code routes.exchanges} by route and outcome.
 *
 * <p>Asks the counters that Camel keeps for Hawtio anyway, when somebody looks. Camel's own meters of routes count once
 * more, and put their names together anew for each exchange: a third of what the stream's worker did.
 */
final class RouteMeters extends SimpleEventNotifierSupport {
    private final CamelContext context;
    private final MeterRegistry registry;
    private final Map<String, List<? extends Meter>> meters = new ConcurrentHashMap<>();

    RouteMeters(CamelContext context, MeterRegistry registry) {
        this.context = context;
        this.registry = registry;
        // With one listener for them Camel makes events for every exchange.
        setIgnoreExchangeEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.RouteAddedEvent || event instanceof CamelEvent.RouteRemovedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.RouteAddedEvent added) {
            meters.computeIfAbsent(
                    added.getRoute().getRouteId(),
                    route -> List.of(
                            counter(added.getRoute(), "completed", "ExchangesCompleted"),
                            counter(added.getRoute(), "failed", "ExchangesFailed")));
        } else if (event instanceof CamelEvent.RouteRemovedEvent removed) {
            List<? extends Meter> gone = meters.remove(removed.getRoute().getRouteId());
            if (gone != null) {
                gone.forEach(registry::remove);
            }
        }
    }

    private Meter counter(Route route, String outcome, String attribute) {
        return FunctionCounter.builder("routes.exchanges", this, me -> me.read(route, attribute))
                .description("Exchanges that a route has finished")
                .tag("route", route.getRouteId())
                .tag("outcome", outcome)
                .register(registry);
    }

    private double read(Route route, String attribute) {
        ManagementStrategy management = context.getManagementStrategy();
        ManagementAgent agent = management.getManagementAgent();
        if (agent == null) {
            return 0;
        }
        try {
            ObjectName name = management.getManagementObjectNameStrategy().getObjectNameForRoute(route);
            return ((Number) agent.getMBeanServer().getAttribute(name, attribute)).doubleValue();
        } catch (InstanceNotFoundException gone) {
            return 0;
        } catch (JMException e) {
            throw new IllegalStateException(
                    "expected the counter %s of the route %s, found none".formatted(attribute, route.getRouteId()), e);
        }
    }
}
