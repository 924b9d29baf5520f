package caravan.kalshi.rest;

import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A client for a few calls from outside a running program, in a Camel without routes: it keeps to the budget that every
 * account has, asks for the account's own where that is not enough, and counts for nobody.
 */
public final class LoneClient implements AutoCloseable {
    private final CamelContext camel;
    private final RestClient client;

    private LoneClient(CamelContext camel, RestClient client) {
        this.camel = camel;
        this.client = client;
    }

    /**
     * Starts one.
     *
     * @param base the address of the API, for example {@code https://external-api.kalshi.com/trade-api/v2}
     * @param signer is asked only for what has to be signed
     * @param timeout the longest that one attempt may take, and that one request may wait for its turn
     */
    public static LoneClient start(URI base, Signer signer, Duration timeout) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.start();
        Pace pace = Pace.system(new Random());
        MeterRegistry unread = new CompositeMeterRegistry();
        RestClient client = new RestClient(
                camel, base, signer, timeout, pace, RequestBudget.assumed(timeout, pace, unread), unread, false);
        client.start();
        return new LoneClient(camel, client);
    }

    public RestClient client() {
        return client;
    }

    @Override
    public void close() {
        client.stop();
        camel.stop();
    }
}
