package caravan.cli.call;

import caravan.cli.CalledExchange;
import caravan.kalshi.rest.RestClient;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The client of the program in a Camel without routes, which is all that a single call needs. */
final class Caller implements AutoCloseable {
    private final CamelContext camel;
    private final RestClient client;

    private Caller(CamelContext camel, RestClient client) {
        this.camel = camel;
        this.client = client;
    }

    /** Starts a client that signs what has to be signed. */
    static Caller start(CalledExchange exchange) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.start();
        RestClient client = RestClient.alone(
                camel,
                exchange.restUrl(),
                (method, path) -> exchange.signer().headers(method, path),
                exchange.timeout());
        client.start();
        return new Caller(camel, client);
    }

    RestClient client() {
        return client;
    }

    @Override
    public void close() {
        client.stop();
        camel.stop();
    }
}
