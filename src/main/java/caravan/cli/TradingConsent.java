package caravan.cli;

import caravan.TradingConfirmation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks, before the first start that may trade with real money, whether that is meant. */
record TradingConsent(Machine machine, Launch launch) {
    /**
     * Asks where it has to be asked; remembers a yes in the ledger.
     *
     * @throws BadInputException if it is not said
     */
    void require(DataSource ledger) {
        Settings settings = launch.settings();
        if (!settings.isOn("trading.enabled")) {
            return;
        }
        TradingConfirmation confirmation =
                new TradingConfirmation(ledger, launch.connection().environment(), settings.text("kalshi.api-key-id"));
        if (!confirmation.isNeeded()) {
            return;
        }
        String said = settings.find("trading.confirmation").orElseGet(() -> asked(confirmation.sentence()));
        if (!said.strip().equals(confirmation.sentence())) {
            throw new BadInputException(
                    "trading.confirmation: expected '%s' before the first start that may trade with real money, found %s; set it, or set trading.enabled = false"
                            .formatted(confirmation.sentence(), said.isBlank() ? "nothing" : "something else"));
        }
        confirmation.give();
    }

    private String asked(String sentence) {
        try {
            Optional<BufferedReader> person = machine.keyboard().reader();
            if (person.isEmpty()) {
                return "";
            }
            machine.err().println("trading.enabled = true: this program may place orders with real money.");
            machine.err().print("Type \"" + sentence + "\" to allow that: ");
            machine.err().flush();
            String line = person.get().readLine();
            return line == null ? "" : line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "expected an answer at the terminal, found none that can be read", unreadable);
        }
    }
}
