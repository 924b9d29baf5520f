package caravan.cli.doctor;

import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.Signer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks the exchange as the running program does, and keeps what it answers as it is. */
public final class ExchangeClient implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final RestClient client;

    /** @param patience how long one attempt may take */
    public ExchangeClient(URI rest, Signer signer, Duration patience) {
        context.start();
        client = RestClient.alone(context, rest, signer, patience);
        client.start();
    }

    /**
     * Asks for something that takes no parameters.
     *
     * @throws caravan.kalshi.rest.KalshiException if the exchange does not give it
     */
    JsonNode read(String operation) {
        return client.json(Operations.named(operation), Map.of());
    }

    @Override
    public void close() {
        client.stop();
        context.stop();
    }
}
