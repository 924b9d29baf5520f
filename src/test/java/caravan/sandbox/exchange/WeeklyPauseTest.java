package caravan.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeeklyPauseTest {
    /** A Thursday, four o'clock in New York. */
    private static final Instant NIGHT = Instant.parse("2026-11-19T09:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whereItIsOnThereIsNoTradingAndTheScheduleSaysSo() {
        TestClock clock = new TestClock(NIGHT);
        try (SandboxExchange exchange = new SandboxExchange(options(clock).withWeeklyPause(true)).start(0);
                TestClient client = new TestClient(exchange, clock)) {
            assertThat(thursdays(client)).hasSize(2);
            assertThat(trades(client)).isFalse();
            assertThat(client.post("/bursts", "{\"orders\":1}").statusCode()).isEqualTo(400);
            clock.advance(Duration.ofHours(1));
            exchange.tick();
            assertThat(trades(client)).isTrue();
            assertThat(client.post("/bursts", "{\"orders\":1}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asShippedThereIsTradingAtAnyHourAndTheScheduleSaysSo() {
        TestClock clock = new TestClock(NIGHT);
        try (SandboxExchange exchange = new SandboxExchange(options(clock)).start(0);
                TestClient client = new TestClient(exchange, clock)) {
            assertThat(thursdays(client)).hasSize(1);
            assertThat(trades(client)).isTrue();
            assertThat(client.post("/bursts", "{\"orders\":1}").statusCode()).isEqualTo(200);
        }
    }

    private ExchangeOptions options(TestClock clock) {
        return ExchangeOptions.of(1, folder, Duration.ofSeconds(8), clock).withTick(Duration.ZERO);
    }

    private static JsonNode thursdays(TestClient client) {
        return TestClient.json(client.get("/exchange/schedule").body()).at("/schedule/standard_hours/0/thursday");
    }

    private static boolean trades(TestClient client) {
        return TestClient.json(client.get("/exchange/status").body())
                .path("trading_active")
                .asBoolean();
    }
}
