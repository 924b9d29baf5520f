package caravan.console;

import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Puts {@code platform-http:} routes on the console's port.
 *
 * <p>Camel finds the port of such a route by number, and would not find it where the console and the management port both
 * take any free one.
 */
final class ConsoleEngine extends VertxPlatformHttpEngine {
    static final String ROUTER = "console-router";

    private final ConsoleServer server;

    ConsoleEngine(ConsoleServer server) {
        this.server = server;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new VertxPlatformHttpConsumer(endpoint, processor, List.of(), ROUTER);
    }

    @Override
    public int getServerPort() {
        return server.port();
    }
}
