package caravan.alerts;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is worth a look.
 *
 * @param subject what it is about, a ticker or a connection; null for the whole exchange
 * @param text one sentence
 */
public record Alert(Kind kind, @Nullable String subject, String text, Instant time) {
    /** What an alert can be about. */
    public enum Kind {
        PRICE("Price moved"),
        SPREAD("Tight spread"),
        VOLUME("Volume"),
        CLOSE("Close ahead"),
        SETTLEMENT("Settlement ahead"),
        LIFECYCLE("Market changed"),
        CONNECTION("Connection"),
        GAPS("Gaps"),
        EXCHANGE("Exchange"),
        WATCH_LIST("Watch list"),
        KEPT_BACK("More alerts");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** What stands above it. */
        public String title() {
            return title;
        }

        /** For routes and metrics, for example {@code watch-list}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.title() + ": " + text;
    }
}
