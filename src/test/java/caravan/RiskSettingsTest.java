package caravan;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Settings;
import caravan.marketmaking.LiveSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskSettingsTest {
    @TempDir
    private Path folder;

    private LiveSettings live;

    @BeforeEach
    void start() {
        live = RiskSettings.live(Settings.load(Map.of(), new Properties(), folder));
    }

    @Test
    void whatFitsTheLimitsHoldsFromTheNextCycleOn() throws IOException {
        set("market-making.expiration = 50s");
        assertThat(live.last().expiration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(live.read().expiration()).isEqualTo(Duration.ofSeconds(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"market-making.expiration = 1h", "market-making.trade-size = 1000000"})
    void whatDoesNotFitTheLimitsLeavesTheValuesBefore(String line) throws IOException {
        set("market-making.markets = 1\n" + line);
        live.read();
        assertThat(live.last().expiration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(live.last().tradeSize()).hasToString("1.00");
        assertThat(live.last().markets()).as("as a whole").isEqualTo(2);
    }

    private void set(String lines) throws IOException {
        Files.writeString(folder.resolve("application.properties"), lines + "\n");
    }
}
