package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees who starts the program in an empty folder, with nothing configured. */
class FirstMinuteIT {

    @Test
    void anEmptyFolderShowsFillsAndKeepsEverything(@TempDir Path folder) {
        RunningCaravan caravan = RunningCaravan.start(folder, Map.of("MARKET_MAKING_ENABLED", "sandbox"));
        try (caravan) {
            JsonNode run = caravan.awaitRunFile().path("addresses");
            String messages = run.path("discord").asText() + "sandbox/messages";
            Waiting.until(
                    "a message at Discord",
                    Duration.ofSeconds(60),
                    () -> !list(messages).isEmpty());
            JsonNode health = Http.json(run.path("management").asText() + "/observe/health");
            assertThat(health.path("status").asText()).isEqualTo("UP");
            String metrics = run.path("management").asText() + "/observe/metrics";
            Waiting.until("every kind of message", Duration.ofSeconds(45), () -> {
                String text = Http.get(metrics).body();
                return text.contains("type=\"trade\"") && text.contains("type=\"ticker\"");
            });
            assertThat(caravan.process().stop()).isLessThan(Duration.ofSeconds(5));
        }
        Database ledger = Database.ledger(caravan.data());
        Database marketData = Database.marketData(caravan.data());
        assertThat(ledger.count("fills")).isPositive();
        assertThat(ledger.count("notifications")).isPositive();
        assertThat(ledger.number("select count(*) from fills where notification_id is null"))
                .isZero();
        for (String table : new String[] {"tickers", "orderbook_snapshots", "orderbook_deltas", "trades"}) {
            assertThat(marketData.count(table)).as(table).isPositive();
        }
        assertThat(marketData.count("quarantine")).isZero();
        assertThat(caravan.process().output())
                .doesNotContain("WARN", "ERROR", "Exception")
                .contains("SANDBOX");
        assertThat(caravan.process().output().lines().count()).isLessThanOrEqualTo(20);
    }

    private static JsonNode list(String url) {
        return Http.json(url).path("messages");
    }
}
