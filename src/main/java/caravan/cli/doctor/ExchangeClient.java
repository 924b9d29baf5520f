package caravan.cli.doctor;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.rest.Operation;
import caravan.kalshi.rest.RestClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Asks the exchange as the running program does, and keeps what it answers as it is. */
public final class ExchangeClient implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final RestClient client;

    /** @param patience how long one attempt may take */
    public ExchangeClient(URI rest, RequestSigner signer, Duration patience) {
        context.start();
        client = new RestClient(context, rest, signer::headers, patience, new Random());
        client.start();
    }

    /**
     * Asks for something that takes no parameters.
     *
     * @throws caravan.kalshi.rest.KalshiException if the exchange does not give it
     */
    JsonNode read(String operation, String path, boolean signed) {
        return (JsonNode) client.call(
                new Operation(operation, "GET", path, List.of(), List.of(), signed, answer -> answer, true), Map.of());
    }

    @Override
    public void close() {
        client.stop();
        context.stop();
    }
}
