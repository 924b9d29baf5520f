package caravan.alerts;

import caravan.model.Card;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes alerts as cards. */
public final class AlertCards {
    private static final int AMBER = 0xF1C40F;
    private static final int RED = 0xE74C3C;
    private static final Map<Alert.Kind, Integer> COLOURS =
            Map.of(Alert.Kind.CONNECTION, RED, Alert.Kind.GAPS, RED, Alert.Kind.EXCHANGE, RED);

    private final String footer;

    /** @param environment the exchange: cards say so when it is not {@code prod} */
    public AlertCards(String environment) {
        this.footer =
                environment.equalsIgnoreCase("prod") ? "Alert" : environment.toUpperCase(Locale.ROOT) + " · Alert";
    }

    /** Writes one. */
    public Card card(Alert alert) {
        return new Card(
                alert.kind().title(),
                null,
                alert.text(),
                COLOURS.getOrDefault(alert.kind(), AMBER),
                List.of(),
                footer,
                alert.time(),
                null,
                null);
    }
}
