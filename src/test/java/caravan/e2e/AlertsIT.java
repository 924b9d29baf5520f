package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person hears of when the exchange cuts and loses; and that it is said once. */
class AlertsIT {
    @Test
    void aLostConnectionAndLostUpdatesAreToldOnce(@TempDir Path exchangeFolder, @TempDir Path folder)
            throws IOException {
        try (SandboxProcess sandbox = SandboxProcess.start(exchangeFolder)) {
            Map<String, String> settings = new HashMap<>(sandbox.asDemo());
            settings.put("ALERTS_DISCORD", "true");
            settings.put("ALERTS_CONNECTION_PATIENCE", "1s");
            settings.put("ALERTS_GAPS", "2");
            settings.put("ALERTS_WATCH_LIST", "trades.json");
            settings.put("SCHEDULE_INTERVAL", "1s");
            Files.writeString(folder.resolve("trades.json"), """
                    [{"ticker": "%s", "status": "PENDING", "entry_price": 99}, {"ticker": 5}]
                    """.formatted(ticker(settings)));
            try (RunningCaravan caravan = RunningCaravan.start(folder, settings)) {
                caravan.awaitRunFile();
                caravan.await("both connections", Duration.ofSeconds(60), () -> sandbox.connections() == 2);
                caravan.await(
                        "the watch list",
                        Duration.ofSeconds(30),
                        () -> caravan.process().output().contains("trades.json"));

                sandbox.control("/faults/down?seconds=4");
                caravan.await("both are back", Duration.ofSeconds(60), () -> told(sandbox, "is back after") == 2);
                caravan.await("gaps", Duration.ofSeconds(60), () -> {
                    sandbox.control("/faults/gap?type=orderbook_delta&count=1");
                    return told(sandbox, "were lost 2 times") > 0;
                });

                assertThat(told(sandbox, "from the entry at 99¢")).isEqualTo(1);
                assertThat(told(sandbox, "The connection market-data is lost since"))
                        .isEqualTo(1);
                assertThat(told(sandbox, "The connection private is lost since"))
                        .isEqualTo(1);
                assertThat(told(sandbox, "were lost 2 times")).isEqualTo(1);
            }
        }
    }

    private static String ticker(Map<String, String> settings) {
        return Http.json(settings.get("KALSHI_REST_URL") + "/markets?status=open&limit=1")
                .at("/markets/0/ticker")
                .asText();
    }

    private static long told(SandboxProcess sandbox, String words) {
        List<JsonNode> messages = StreamSupport.stream(sandbox.messages().spliterator(), false)
                .filter(message -> message.toString().contains(words))
                .toList();
        return messages.size();
    }
}
