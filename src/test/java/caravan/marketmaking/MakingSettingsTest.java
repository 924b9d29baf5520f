package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MakingSettingsTest {
    private final Map<String, String> values = new HashMap<>();

    @BeforeEach
    void packaged() throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(in);
        }
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
    }

    private MakingSettings read(boolean builtIn) {
        return MakingSettings.of(values::get, builtIn);
    }

    @Test
    void defaultsAreThoseOfTheOriginal() {
        MakingSettings settings = read(true);
        assertThat(settings.strategy()).isEqualTo("incentive");
        assertThat(settings.tradeSize()).hasToString("1.00");
        assertThat(settings.tradeDelta()).isEqualTo(100);
        assertThat(settings.waitTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.expiration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.markets()).isEqualTo(2);
        assertThat(settings.incentiveSize()).hasToString("300.00");
        assertThat(settings.wholeAccount()).isFalse();
        assertThat(settings.closeSlippage()).isEqualTo(200);
        assertThat(settings.chosen()).isInstanceOf(IncentiveStrategy.class);
    }

    @Test
    void onlyTheBuiltInSandboxIsQuotedWithoutAWord() {
        assertThat(read(true).enabled()).isTrue();
        assertThat(read(false).enabled()).isFalse();
        values.put("market-making.enabled", "true");
        assertThat(read(false).enabled()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enabled         | on      | expected sandbox or true or false, found 'on'
            strategy        | incentve| expected incentive or touch, found 'incentve'; did you mean incentive?
            trade-size      | 0       | expected a number of contracts above 0, found '0'
            trade-size      | 0.001   | expected a number of contracts above 0, found '0.001'
            trade-delta     | 0.0105  | expected dollars from -0.5 to 0.5, on the grid of prices, such as 0.01 or 0.001, found '0.0105'
            trade-delta     | a cent  | expected dollars from -0.5 to 0.5, on the grid of prices, such as 0.01 or 0.001, found 'a cent'
            wait-time       | -60s    | expected a duration such as 60s or 1m, found '-60s'
            wait-time       | 100ms   | expected at least 0.48s, for the account's rate limit allows no more orders in 2 markets; found 0.1s
            expiration      | 0s      | expected a duration such as 60s or 1m, found '0s'
            markets         | 0       | expected a whole number of at least 1, found '0'
            close-slippage  | -0.01   | expected dollars from 0 to 0.5, on the grid of prices, such as 0.01 or 0.001, found '-0.01'
            scope           | acount  | expected own or account, found 'acount'; did you mean account?
            touch.min-spread| 0       | expected a whole number of at least 1, found '0'
            touch.skew      | 0       | expected a number of contracts above 0, found '0'
            """)
    void whatCannotBeUsedIsSaid(String name, String value, String said) {
        values.put("market-making." + name, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(true))
                .withMessage("market-making." + name + ": " + said);
    }

    @Test
    void eachWrongValueHasALine() {
        values.put("market-making.trade-size", "0");
        values.put("market-making.strategy", "tuch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(true))
                .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(2));
    }

    @Test
    void aDeltaMayImproveThePrice() {
        values.put("market-making.trade-delta", "-0.001");
        assertThat(read(true).tradeDelta()).isEqualTo(-10);
    }

    @Test
    void wrongValuesLeaveTheLastOnes() {
        LiveSettings live = new LiveSettings(() -> read(true));
        values.put("market-making.trade-size", "none");
        assertThat(live.read().tradeSize()).hasToString("1.00");
        values.put("market-making.trade-size", "3");
        assertThat(live.read().tradeSize()).hasToString("3.00");
        assertThat(live.last().tradeSize()).hasToString("3.00");
    }

    @Test
    void touchIsChosenByName() {
        values.put("market-making.strategy", "touch");
        assertThat(read(true).chosen()).isInstanceOf(TouchStrategy.class);
    }
}
