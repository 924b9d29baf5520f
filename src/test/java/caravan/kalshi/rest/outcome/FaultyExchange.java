package caravan.kalshi.rest.outcome;

import caravan.TestCamel;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.RestClient;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import caravan.kalshi.rest.budget.Sleeper;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import caravan.sandbox.exchange.rest.RestOptions;
import caravan.sandbox.exchange.rest.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.impl.DefaultCamelContext;

/** The sandbox's exchange over real HTTP, with a client of ours, and the switches that spoil their conversation. */
public final class FaultyExchange implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMillis(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    public final SandboxExchange exchange;
    public final RestClient client;
    private final DefaultCamelContext context = TestCamel.context();
    private final HttpClient switches = HttpClient.newHttpClient();

    /**
     * Starts the exchange and a client of it.
     *
     * @param rate how lively the others are
     * @param timeout of the client
     */
    public FaultyExchange(Path folder, Tier tier, double rate, Duration timeout, long seed) {
        exchange = new SandboxExchange(ExchangeOptions.of(seed, folder, Duration.ofSeconds(8), InstantSource.system())
                        .withRate(rate)
                        .withQuietAccount(true)
                        .withCash(1_000_000_000_000L)
                        .withRest(new RestOptions(tier, true, Duration.ofDays(14))))
                .start(0);
        context.start();
        client = client(timeout, seed);
    }

    /** Another client of the same account. */
    RestClient client(Duration timeout, long seed) {
        Pace pace = new Pace(System::nanoTime, FaultyExchange::sleepShortly, new Random(seed));
        RequestSigner signer =
                new RequestSigner(exchange.keyId(), SigningKey.fromFile(exchange.keyFile()), InstantSource.system());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RestClient made = new RestClient(
                context,
                URI.create(exchange.restUrl()),
                signer::headers,
                timeout,
                pace,
                RequestBudget.assumed(Duration.ofSeconds(10), pace, meters),
                meters);
        made.start();
        return made;
    }

    /** The waits between attempts of a read are a second and more; nothing here needs as long. */
    private static void sleepShortly(Duration wait) throws InterruptedException {
        Sleeper.SYSTEM.sleep(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
    }

    /** Turns a switch, for example {@code faults/late?ms=700}. */
    public JsonNode turn(String which) {
        return ask(HttpRequest.newBuilder(URI.create(exchange.controlUrl() + "/" + which))
                .POST(BodyPublishers.noBody()));
    }

    /** What the exchange counted. */
    public JsonNode state() {
        return ask(HttpRequest.newBuilder(URI.create(exchange.controlUrl() + "/state")));
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            var answer = switches.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("expected the switch to be turned, found " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    /** All orders of the account, as the exchange lists them. */
    public List<OrderUpdate> orders() {
        List<OrderUpdate> orders = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>(Map.of("limit", 1_000));
        Page<?> page;
        do {
            page = (Page<?>) client.call(Operations.named("GetOrders"), parameters);
            page.items().forEach(order -> orders.add((OrderUpdate) order));
            parameters.put("cursor", page.cursor());
        } while (!page.isLast());
        return orders;
    }

    @Override
    public void close() {
        context.stop();
        exchange.close();
    }
}
