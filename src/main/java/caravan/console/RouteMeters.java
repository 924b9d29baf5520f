package caravan.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.spi.CamelEvent;
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
                            counter(route, "completed", ManagedRouteMBean::getExchangesCompleted),
                            counter(route, "failed", ManagedRouteMBean::getExchangesFailed)));
        } else if (event instanceof CamelEvent.RouteRemovedEvent removed) {
            List<? extends Meter> gone = meters.remove(removed.getRoute().getRouteId());
            if (gone != null) {
                gone.forEach(registry::remove);
            }
        }
    }

    private Meter counter(String route, String outcome, ToLongFunction<ManagedRouteMBean> count) {
        return FunctionCounter.builder("routes.exchanges", this, me -> me.read(route, count))
                .description("Exchanges that a route has finished")
                .tag("route", route)
                .tag("outcome", outcome)
                .register(registry);
    }

    private double read(String route, ToLongFunction<ManagedRouteMBean> count) {
        ManagedCamelContext managed = context.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class);
        ManagedRouteMBean counters = managed == null ? null : managed.getManagedRoute(route);
        return counters == null ? 0 : count.applyAsLong(counters);
    }
}
