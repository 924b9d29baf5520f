package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.rules.Nearest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----";

    @TempDir
    Path directory;

    private GivenSettings given;

    @BeforeEach
    void start() {
        given = new GivenSettings(directory);
    }

    @Test
    void strongerLayersWin() {
        assertThat(given.load().text("recording.batch-size")).isEqualTo("500");
        given.file("recording.batch-size = 501");
        assertThat(given.load().number("recording.batch-size")).isEqualTo(501);
        given.dotEnv("RECORDING_BATCH_SIZE=502");
        assertThat(given.load().number("recording.batch-size")).isEqualTo(502);
        given.variable("RECORDING_BATCH_SIZE", "503");
        assertThat(given.load().number("recording.batch-size")).isEqualTo(503);
        given.system("recording.batch-size", "504");
        assertThat(given.load().number("recording.batch-size")).isEqualTo(504);
    }

    @Test
    void theResolvedValuesReachCamel() {
        given.file("recording.batch-wait = 2s", "my.webhook = https://example.org/x", "camel.main.name = other")
                .variable("RECORDING_BATCH_WAIT", "3s");
        assertThat(given.load().asProperties())
                .containsEntry("recording.batch-wait", "3s")
                .containsEntry("my.webhook", "https://example.org/x")
                .containsEntry("camel.main.name", "other");
    }

    @Test
    void variableSetToNothingCountsAsNotSet() {
        given.file("kalshi.markets = A").variable("KALSHI_MARKETS", "").dotEnv("KALSHI_MARKETS=\n");
        assertThat(given.load().list("kalshi.markets")).containsExactly("A");
    }

    @Test
    void keyOfSeveralLinesInDotEnv() {
        given.dotEnv("KALSHI_ENVIRONMENT=demo\nKALSHI_PRIVATE_KEY_PEM=\"" + PEM + "\"\nKALSHI_API_KEY_ID=abc\n");
        assertThat(given.load().text("kalshi.private-key-pem")).isEqualTo(PEM);
        assertThat(given.load().text("kalshi.api-key-id")).isEqualTo("abc");
    }

    @Test
    void keyOnOneLineInEveryLayer() {
        String oneLine = PEM.replace("\n", "\\n");
        given.dotEnv("KALSHI_PRIVATE_KEY_PEM=" + oneLine);
        assertThat(given.load().text("kalshi.private-key-pem")).isEqualTo(PEM);
        given.dotEnv("KALSHI_PRIVATE_KEY_PEM=\"" + oneLine + "\"");
        assertThat(given.load().text("kalshi.private-key-pem")).isEqualTo(PEM);
        given.dotEnv("").variable("KALSHI_PRIVATE_KEY_PEM", oneLine);
        assertThat(given.load().text("kalshi.private-key-pem")).isEqualTo(PEM);
        given.variable("KALSHI_PRIVATE_KEY_PEM", "").file("kalshi.private-key-pem = " + oneLine);
        assertThat(given.load().text("kalshi.private-key-pem")).isEqualTo(PEM);
    }

    @Test
    void dotEnvKnowsCommentsQuotesAndForeignNames() {
        given.dotEnv("# a comment\n\nSUPABASE_URL=https://example.org\nKALSHI_MARKETS = 'A,B'\n");
        Settings settings = given.load();
        assertThat(settings.list("kalshi.markets")).containsExactly("A", "B");
        assertThat(settings.asProperties()).containsEntry("SUPABASE_URL", "https://example.org");
    }

    @Test
    void malformedDotEnvIsRefusedWithoutQuotingIt() {
        given.dotEnv("KALSHI_PRIVATE_KEY_PEM=-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n");
        assertThatThrownBy(given::load)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(".env: expected lines of NAME=value")
                .hasMessageNotContaining("MIIE")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recording.batch-wait | 5 parsecs | expected a duration such as 500ms or 5s, found '5 parsecs'",
                "recording.batch-wait | 500 | expected a duration such as 500ms or 5s, found '500'",
                "recording.batch-wait | 0s | expected a duration such as 500ms or 5s, found '0s'",
                "recording.batch-size | many | expected a whole number of at least 1, found 'many'",
                "recording.batch-size | 0 | expected a whole number of at least 1, found '0'",
                "recording.batch-size | 99999999999 | expected a whole number of at least 1, found '99999999999'",
                "management.port | 65536 | expected a port, 0 to 65535 (0 takes any free one), found '65536'",
                "management.port | '' | expected a port, 0 to 65535 (0 takes any free one), found nothing",
                "sandbox.seed | x | expected a whole number, found 'x'",
                "caravan.debug | yes | expected true or false, found 'yes'",
            })
    void valueOfTheWrongKindIsNamed(String name, String value, String message) {
        given.file(name + " = " + value);
        assertThatThrownBy(given::load).isInstanceOf(BadInputException.class).hasMessage(name + ": " + message);
    }

    @ParameterizedTest
    @CsvSource({
        "kalshi.api-key, kalshi.api-key-id",
        "kalshi.enviroment, kalshi.environment",
        "discord.webhook, discord.webhook-url",
        "fills.quietPeriod, fills.quiet-period",
        "recording.batchsize, recording.batch-size",
    })
    void unknownSettingIsAnsweredWithTheNearest(String found, String meant) {
        given.file(found + " = x");
        assertThatThrownBy(given::load)
                .isInstanceOf(BadInputException.class)
                .hasMessage(found + ": no setting of that name (found in application.properties); did you mean " + meant
                        + "?");
    }

    @Test
    void unknownNamesOfOursAreFoundInEveryLayer() {
        assertThatThrownBy(given.system("fills.max-wat", "5s")::load).hasMessageContaining("fills.max-wait?");
        given = new GivenSettings(directory).variable("KALSHI_API_KEY", "secret-value");
        assertThatThrownBy(given::load)
                .hasMessage("KALSHI_API_KEY: no setting of that name (found in the environment);"
                        + " did you mean KALSHI_API_KEY_ID?");
        given = new GivenSettings(directory).dotEnv("RECORDING_BATCH_SISE=3");
        assertThatThrownBy(given::load).hasMessageContaining("RECORDING_BATCH_SIZE?");
    }

    @Test
    void variablesOfOtherProgramsAreLeftAlone() {
        given.variable("DATA_HOME", "/x").variable("SANDBOX_ID", "7").variable("LEDGER_FILE", "y");
        assertThat(given.load().asProperties()).doesNotContainKeys("DATA_HOME", "data.home");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KALSHI_DEMO_MODE | true | KALSHI_DEMO_MODE is now kalshi.environment = demo",
                "KALSHI_DEMO_MODE | false | KALSHI_DEMO_MODE is now kalshi.environment = prod",
                "KALSHI_ENV | demo | KALSHI_ENV is now kalshi.environment = demo",
                "KALSHI_ENV | prod | KALSHI_ENV is now kalshi.environment = prod",
                "KALSHI_DEMO_API_KEY | hidden | KALSHI_DEMO_API_KEY is now KALSHI_API_KEY_ID",
                "KALSHI_DEMO_PRIVATE_KEY_PATH | hidden | KALSHI_DEMO_PRIVATE_KEY_PATH is now KALSHI_PRIVATE_KEY_PATH",
                "DEMO_KEYID | hidden | DEMO_KEYID is now KALSHI_API_KEY_ID, together with KALSHI_ENVIRONMENT=demo",
                "DEMO_KEYFILE | hidden | DEMO_KEYFILE is now KALSHI_PRIVATE_KEY_PATH",
                "PROD_KEYID | hidden | PROD_KEYID is now KALSHI_API_KEY_ID, together with KALSHI_ENVIRONMENT=prod",
                "PROD_KEYFILE | hidden | PROD_KEYFILE is now KALSHI_PRIVATE_KEY_PATH",
                "KALSHI_EXAMPLE_TICKER | hidden | KALSHI_EXAMPLE_TICKER is now kalshi.markets",
            })
    void formerNamesAreAnsweredWithTheNewOnes(String name, String value, String line) {
        assertThatThrownBy(given.dotEnv(name + "=" + value)::load)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(line)
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(new GivenSettings(directory).dotEnv("").variable(name, value)::load)
                .hasMessageStartingWith(line);
    }

    @Test
    void formerNameSetToNothingIsIgnored() {
        assertThat(given.dotEnv("KALSHI_EXAMPLE_TICKER=\n").load().list("kalshi.markets"))
                .isEmpty();
    }

    @Test
    void copyOfThePackagedFileStatesNothing() {
        given.file("kalshi.environment = sandbox");
        assertThat(given.load().isStated("kalshi.environment")).isFalse();
        given.variable("KALSHI_ENVIRONMENT", "sandbox");
        assertThat(given.load().isStated("kalshi.environment")).isTrue();
    }

    @Test
    void showsNoSecret() {
        given.file("my.token = tok-123", "ledger.url = jdbc:postgresql://h/d?user=u&password=pass-123")
                .variable("KALSHI_PRIVATE_KEY_PEM", PEM)
                .variable("KALSHI_API_KEY_ID", "key-123")
                .variable("DISCORD_BOT_TOKEN", "bot-123")
                .variable("DISCORD_WEBHOOK_URL", "https://discord.com/api/webhooks/1/hook-123");
        assertThat(given.load().toString())
                .contains("recording.batch-size=500")
                .doesNotContain("123")
                .doesNotContain("MIIE");
    }

    @Test
    void readsDurationsListsAndPaths() {
        given.file("fills.max-wait = 1m30s", "kalshi.markets = A, B ,,C", "data.dir = here/data");
        Settings settings = given.load();
        assertThat(settings.duration("fills.max-wait")).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.list("kalshi.markets")).containsExactly("A", "B", "C");
        assertThat(settings.path("data.dir"))
                .isEqualTo(directory.resolve("here/data").toAbsolutePath());
    }

    @Test
    void countsEdits() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
