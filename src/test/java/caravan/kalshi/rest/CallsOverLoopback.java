package caravan.kalshi.rest;

import caravan.TestCamel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of calls have in common: a server on loopback, and a client that signs and does not wait between tries. */
abstract class CallsOverLoopback {
    final DefaultCamelContext context = TestCamel.context();
    LoopbackServer server;
    RestClient client;

    @BeforeEach
    final void startServerAndClient() throws IOException {
        context.start();
        server = new LoopbackServer();
        client = Clients.of(
                context,
                server.base(),
                (method, path) -> Map.of("KALSHI-ACCESS-KEY", "key"),
                Duration.ofSeconds(10),
                wait -> {});
    }

    @AfterEach
    final void stopClientAndServer() {
        client.stop();
        context.stop();
        server.close();
    }
}
