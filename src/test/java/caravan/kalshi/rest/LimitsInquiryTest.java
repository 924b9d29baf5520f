package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import caravan.TestCamel;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.budget.Pace;
import caravan.kalshi.rest.budget.RequestBudget;
import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the client comes to know the account's limits, and what is told of requests. */
@Timeout(30)
class LimitsInquiryTest {
    private static final Operation FILLS = Operations.named("GetFills");
    private static final Operation CANCELS = Operations.named("BatchCancelOrdersV2");

    private final DefaultCamelContext context = TestCamel.context();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong ahead = new AtomicLong();
    private volatile int status = 200;
    private volatile String tier = "expert";
    private LoopbackServer server;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        context.start();
        server = new LoopbackServer().answering(this::answer);
        Pace pace =
                new Pace(() -> System.nanoTime() + ahead.get(), wait -> ahead.addAndGet(wait.toNanos()), new Random(1));
        client = new RestClient(
                context,
                server.base(),
                (method, path) -> Map.of(),
                Duration.ofSeconds(10),
                pace,
                RequestBudget.assumed(Duration.ofSeconds(10), pace, meters),
                meters);
        client.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean about = path.contains("/account/");
        String body = path.endsWith("/limits")
                ? "{\"usage_tier\":\"%s\",\"read\":{\"refill_rate\":600,\"bucket_capacity\":600},".formatted(tier)
                        + "\"write\":{\"refill_rate\":600,\"bucket_capacity\":1800}}"
                : about
                        ? "{\"default_cost\":10,\"endpoint_costs\":[{\"method\":\"DELETE\",\"cost\":2,"
                                + "\"path\":\"/trade-api/v2/portfolio/events/orders/batched\"}]}"
                        : "{\"fills\":[],\"orders\":[],\"markets\":[],\"cursor\":\"\"}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(about ? 200 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private long asked() {
        return server.requests.stream()
                .filter(request -> request.target().endsWith("/account/limits"))
                .count();
    }

    @Test
    void limitsAreAskedForOnceWhenFirstSomethingIsSigned() {
        client.call(Operations.named("GetMarkets"), Map.of());
        assertThat(client.budget().known()).isFalse();
        assertThat(client.budget().limits().tier()).isEqualTo("basic");
        client.call(FILLS, Map.of());
        await().until(() -> client.budget().known());
        assertThat(client.budget().limits().tier()).isEqualTo("expert");
        client.call(FILLS, Map.of());
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void batchTooLargeForAnyAccountAsksFirst() {
        client.call(CANCELS, Map.of("orders", orders(800)));
        assertThat(client.budget().known()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.call(CANCELS, Map.of("orders", orders(901))))
                .withMessageStartingWith("BatchCancelOrdersV2: expected at most 900 at once");
        assertThat(server.requests)
                .filteredOn(request -> request.method().equals("DELETE"))
                .hasSize(1);
    }

    @Test
    void refusalByTheExchangeAsksAgainOnceAMinute() {
        client.call(FILLS, Map.of());
        await().until(() -> client.budget().known());
        tier = "premier";
        status = 429;
        ahead.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThatExceptionOfType(RateLimitedException.class).isThrownBy(() -> client.call(FILLS, Map.of()));
        await().until(() -> client.budget().limits().tier().equals("premier"));
        assertThat(asked()).isEqualTo(2);
        assertThat(client.budget().refusedThere()).isEqualTo(3);
        assertThat(meters.get("kalshi.requests")
                        .tags("operation", "GetFills", "outcome", "rate-limited")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("kalshi.requests")
                        .tags("operation", "GetFills", "outcome", "answered")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("kalshi.budget.tokens")
                        .tag("budget", "write")
                        .gauge()
                        .value())
                .isEqualTo(1_800);
    }

    private static List<Map<String, String>> orders(int count) {
        return Collections.nCopies(count, Map.of("order_id", "o"));
    }
}
