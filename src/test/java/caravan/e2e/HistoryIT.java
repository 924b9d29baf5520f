package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code history} in a second shell beside the packed program, and after its end. */
class HistoryIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void theSameIsFoundBesideAProcessAndWithoutOne() {
        String moment;
        String ticker;
        String beside;
        try (RunningCaravan caravan = RunningCaravan.start(folder, Map.of("SANDBOX_RATE", "5"))) {
            JsonNode run = caravan.awaitRunFile();
            String console = run.path("addresses").path("console").asText();
            caravan.await(
                    "trades",
                    SOON,
                    () -> Http.get(console + "/api/history/trades?limit=5&format=csv")
                                    .body()
                                    .lines()
                                    .count()
                            == 6);
            JsonNode newest = Http.json(console + "/api/history/trades?limit=1").at("/rows/0");
            ticker = newest.path("ticker").asText();
            moment = newest.path("exchange_time").asText();
            beside = history("trades", "--until", moment, "--limit", "4", "--format", "csv");
            assertThat(beside.lines().count()).isEqualTo(5);
            assertThat(history("book", "--ticker", ticker)).contains(ticker + "  VALID", "bid   price");
            assertThat(Http.json(console + "/api/books/" + ticker).path("state").asText())
                    .isEqualTo("VALID");
            assertThat(history("backfill", "trades", "--ticker", ticker, "--since", "1h"))
                    .contains("trades of " + ticker, " read, ");
            caravan.process().stop();
        }
        assertThat(history("trades", "--until", moment, "--limit", "4", "--format", "csv"))
                .isEqualTo(beside);
        assertThat(history("verify")).contains("Everything that was received is accounted for.");
    }

    @Test
    void outsideTheSandboxASecondShellKnowsTheToken() throws Exception {
        try (SandboxProcess exchange = SandboxProcess.start(folder);
                RunningCaravan caravan = RunningCaravan.start(folder, exchange.asDemo())) {
            JsonNode run = caravan.awaitRunFile();
            String console = run.path("addresses").path("console").asText();
            assertThat(Http.get(console + "/api/markets").statusCode()).isEqualTo(401);
            Path file = caravan.data().resolve("console-token");
            assertThat(run.path("token").asText())
                    .isEqualTo(Files.readString(file).strip());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(caravan.process().output())
                    .doesNotContain(run.path("token").asText());
            assertThat(history(Map.of("KALSHI_ENVIRONMENT", "demo"), "fills"))
                    .isEqualToNormalizingNewlines("nothing found in fills\n");
        }
    }

    private String history(String... arguments) {
        return history(Map.of(), arguments);
    }

    private String history(Map<String, String> environment, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "history";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (JavaProcess process = JavaProcess.caravan(folder, environment, all)) {
            process.awaitExit(Duration.ofSeconds(60));
            return process.output();
        }
    }
}
