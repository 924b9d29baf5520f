package caravan.console;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The management port: Hawtio, Jolokia, health and metrics, for this machine only.
 *
 * <p>Camel opens the port and answers health and metrics; this class puts a guard before everything on it and adds
 * Hawtio. Camel's own Jolokia stays off, because it is open until a policy file is found.
 */
public final class Management {
    static final String HOST = "127.0.0.1";
    private static final int BIGGEST_REQUEST = 1 << 20;

    private final int configuredPort;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Jolokia jolokia = new Jolokia();
    private final LastAnswers lastAnswers = new LastAnswers();
    private final List<HealthCheck> checks = new ArrayList<>();
    private volatile int port;

    /**
     * Prepares the port.
     *
     * @param port where to listen; 0 takes any free port
     */
    public Management(int port) {
        this.configuredPort = port;
    }

    /** Returns where all meters are registered, Camel's and ours, so that one scrape has them all. */
    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** Returns the port in use; 0 before the start. */
    public int port() {
        return port;
    }

    /** Adds a health check, before the start. */
    public void add(HealthCheck check) {
        checks.add(check);
    }

    /** Adds the port to a program that was not started yet. */
    public void attach(Main main) {
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) {
                CamelContext context = configured.getCamelContext();
                HealthCheckRegistry registry = HealthCheckRegistry.get(context);
                checks.forEach(check -> {
                    CamelContextAware.trySetCamelContext(check, context);
                    registry.register(check);
                });
                context.getManagementStrategy().addEventNotifier(new RouteMeters(context, meters));
                addTo(context);
            }
        });
    }

    /** Returns what Camel must be told for the port to open. */
    public Map<String, String> camelProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("camel.management.enabled", "true");
        properties.put("camel.management.host", HOST);
        properties.put("camel.management.port", Integer.toString(configuredPort));
        properties.put("camel.management.path", "/");
        properties.put("camel.management.healthCheckEnabled", "true");
        properties.put("camel.management.healthPath", "/observe/health");
        properties.put("camel.management.infoEnabled", "true");
        properties.put("camel.management.infoPath", "/observe/info");
        properties.put("camel.management.metricsEnabled", "true");
        properties.put("camel.management.jolokiaEnabled", "false");
        properties.put("camel.management.devConsoleEnabled", "false");
        properties.put("camel.management.uploadEnabled", "false");
        properties.put("camel.management.downloadEnabled", "false");
        properties.put("camel.management.sendEnabled", "false");
        properties.put("camel.metrics.enabled", "true");
        properties.put("camel.metrics.path", "/observe/metrics");
        // Counting every exchange at every endpoint and route costs more than what it tells beside RouteMeters.
        properties.put("camel.metrics.enableExchangeEventNotifier", "false");
        properties.put("camel.metrics.enableRoutePolicy", "false");
        // It wants to hear of routes only, and yet has Camel make events of each exchange.
        properties.put("camel.metrics.enableRouteEventNotifier", "false");
        properties.put("camel.health.enabled", "true");
        properties.put("camel.health.exposureLevel", "full");
        return properties;
    }

    /** Camel starts services in the order in which it got them, so this one right after its own server. */
    private void addTo(CamelContext context) {
        try {
            context.addService(new ManagementPages(context), true, true);
        } catch (Exception refused) {
            throw new IllegalStateException("the management server could not be added", refused);
        }
    }

    private void open(CamelContext context) {
        VertxPlatformHttpServer server = context.hasService(VertxPlatformHttpServer.class);
        if (server == null) {
            throw new IllegalStateException("the management server did not start");
        }
        port = server.getPort();
        jolokia.start();
        Router router =
                VertxPlatformHttpRouter.lookup(context, VertxPlatformHttpRouter.getRouterNameFromPort(configuredPort));
        router.route().order(Integer.MIN_VALUE).handler(new RequestGuard(port));
        router.post("/hawtio/jolokia*")
                .handler(BodyHandler.create(false).setBodyLimit(BIGGEST_REQUEST))
                .blockingHandler(lastAnswers.around(jolokia::answer), false);
        router.getWithRegex("/hawtio/jolokia(/(version)?)?")
                .blockingHandler(lastAnswers.around(jolokia::version), false);
        router.get("/").handler(request -> request.redirect("/hawtio/"));
        router.get("/hawtio/*").blockingHandler(lastAnswers.around(new HawtioPages()), false);
    }

    /** Named, because Camel shows its services by their class. */
    private final class ManagementPages extends ServiceSupport {
        private final CamelContext context;

        ManagementPages(CamelContext context) {
            this.context = context;
        }

        @Override
        protected void doStart() {
            open(context);
        }

        /** Camel stops services in the reverse order, so the server goes after this. */
        @Override
        protected void doStop() throws InterruptedException {
            lastAnswers.await();
            jolokia.close();
        }
    }
}
