package caravan.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Up when every enabled stage has routes and all of them run. A stage's routes are those of the file that is named
 * after it. A program without routes would do nothing and otherwise look well.
 */
public final class StagesHealthCheck extends AbstractHealthCheck {
    private static final String SUFFIX = ".camel.yaml";

    private final List<String> stages;

    /**
     * Makes a check.
     *
     * @param stages the enabled stages
     */
    public StagesHealthCheck(Collection<String> stages) {
        super("caravan", "stages");
        this.stages = List.copyOf(stages);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> troubles = new ArrayList<>();
        for (String stage : stages) {
            Map<String, ServiceStatus> routes = routesOf(stage);
            builder.detail(stage, routes.isEmpty() ? "no routes" : routes.size() + " routes");
            if (routes.isEmpty()) {
                troubles.add(stage + " has no routes");
            }
            routes.forEach((id, status) -> {
                if (!status.isStarted()) {
                    troubles.add("%s: route %s is %s"
                            .formatted(stage, id, status.name().toLowerCase(Locale.ROOT)));
                }
            });
        }
        if (troubles.isEmpty()) {
            builder.message("all routes of " + String.join(", ", stages) + " run")
                    .up();
        } else {
            builder.message(String.join("; ", troubles)).down();
        }
    }

    private Map<String, ServiceStatus> routesOf(String stage) {
        Map<String, ServiceStatus> routes = new TreeMap<>();
        for (Route route : getCamelContext().getRoutes()) {
            if (isIn(stage + SUFFIX, route)) {
                routes.put(
                        route.getRouteId(),
                        getCamelContext().getRouteController().getRouteStatus(route.getRouteId()));
            }
        }
        return routes;
    }

    private static boolean isIn(String file, Route route) {
        @Nullable Resource resource = route.getSourceResource();
        String location = resource == null ? route.getSourceLocation() : resource.getLocation();
        return location != null && location.replaceAll(":\\d+$", "").matches("(.*[/:\\\\])?" + Pattern.quote(file));
    }
}
