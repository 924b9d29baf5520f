package caravan.kalshi.rest.budget;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.NotFoundException;
import caravan.kalshi.rest.outcome.FaultyExchange;
import caravan.sandbox.exchange.rest.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smallest account, used as much as it can be, at an exchange that counts for itself. */
@Timeout(60)
class BudgetOverSandboxTest {
    private static final Operation FILLS = Operations.named("GetFills");
    private static final Operation CREATE = Operations.named("CreateOrderV2");
    private static final Operation CANCEL = Operations.named("CancelOrderV2");

    @TempDir
    Path folder;

    @Test
    void exchangeHasTokensForEveryRequestThatIsSent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try (FaultyExchange exchange = new FaultyExchange(folder, Tier.BASIC, 0, Duration.ofSeconds(20), 1)) {
            String ticker = exchange.exchange.tickers().get(0);
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                asked.add(threads.submit(() -> exchange.client.call(FILLS, Map.of())));
                if (i % 3 == 0) {
                    Map<String, String> order = order(ticker, i);
                    asked.add(threads.submit(() -> exchange.client.call(CREATE, order)));
                    asked.add(threads.submit(() -> cancelUnknown(exchange)));
                }
            }
            for (Future<?> one : asked) {
                one.get();
            }
            assertThat(exchange.orders()).hasSize(30);
            assertThat(exchange.state().path("over_budget").asInt(-1)).isZero();
            BudgetStatus status = exchange.client.budget();
            assertThat(status.refusedThere()).isZero();
            assertThat(status.refusedHere()).isZero();
            assertThat(status.readTokens()).isLessThan(500);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Object cancelUnknown(FaultyExchange exchange) {
        try {
            return exchange.client.call(CANCEL, Map.of("order_id", "nobody's"));
        } catch (NotFoundException expected) {
            return expected;
        }
    }

    private static Map<String, String> order(String ticker, int number) {
        return Map.of(
                "ticker", ticker,
                "client_order_id", "b-" + number,
                "side", "bid",
                "price", "0.01",
                "count", "1",
                "time_in_force", "good_till_canceled",
                "self_trade_prevention_type", "taker_at_cross");
    }
}
