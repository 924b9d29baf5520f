package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TradingConfirmation;
import caravan.fills.Ledgers;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real money is traded only after a person has said so, in full, once for each key. */
class TradingConsentTest {
    private static final String SENTENCE = "trade real money on prod with key 11111111";
    private static final String KEY = "11111111-2222-3333-4444-555555555555";

    @TempDir
    Path directory;

    private HikariDataSource ledger;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void open() {
        ledger = Ledgers.open(directory);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nobodyAtATerminalHasToSetTheSentence() {
        assertThatThrownBy(() -> start("prod", "true", "", KEY, Keyboard.NOBODY))
                .isInstanceOf(BadInputException.class)
                .hasMessage("trading.confirmation: expected '" + SENTENCE
                        + "' before the first start that may trade with real money, found nothing; set it, or set"
                        + " trading.enabled = false");
        assertThatThrownBy(() -> start("prod", "true", "yes", KEY, Keyboard.NOBODY))
                .hasMessageContaining("found something else");
        start("prod", "true", SENTENCE, KEY, Keyboard.NOBODY);
        assertThatCode(() -> start("prod", "true", "", KEY, Keyboard.NOBODY))
                .as("remembered")
                .doesNotThrowAnyException();
    }

    @Test
    void personAtATerminalTypesItInFull() {
        assertThatThrownBy(() -> start("prod", "true", "", KEY, typing("y")))
                .hasMessageContaining("found something else");
        assertThat(err.toString()).contains("Type \"" + SENTENCE + "\" to allow that: ");
        start("prod", "true", "", KEY, typing(SENTENCE));
        assertThat(new TradingConfirmation(ledger, Environment.PROD, KEY).isNeeded())
                .isFalse();
    }

    @Test
    void anotherKeyIsAskedForAgain() {
        start("prod", "true", SENTENCE, KEY, Keyboard.NOBODY);
        assertThatThrownBy(() -> start("prod", "true", "", "99999999-2222-3333-4444-555555555555", Keyboard.NOBODY))
                .hasMessageContaining("with key 99999999");
    }

    @Test
    void nobodyIsAskedWhereNoRealMoneyIsTraded() {
        start("prod", "false", "", KEY, Keyboard.NOBODY);
        start("demo", "true", "", KEY, Keyboard.NOBODY);
        assertThat(new TradingConfirmation(ledger, Environment.PROD, KEY).isNeeded())
                .isTrue();
    }

    private void start(String environment, String enabled, String sentence, String key, Keyboard keyboard) {
        Settings settings = new GivenSettings(directory)
                .system("kalshi.environment", environment)
                .system("kalshi.api-key-id", key)
                .system("trading.enabled", enabled)
                .system("trading.confirmation", sentence)
                .load();
        Machine machine = new Machine(
                Map.of(),
                new Properties(),
                directory,
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                InstantSource.system(),
                keyboard);
        Launch launch = new Launch(
                settings, Connection.withoutKey(settings), directory, Set.of(), RouteFiles.find(settings, Set.of()));
        new TradingConsent(machine, launch).require(ledger);
    }

    private static Keyboard typing(String line) {
        return () -> Optional.of(new BufferedReader(new StringReader(line + "\n")));
    }
}
