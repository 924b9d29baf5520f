package caravan.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the exchange pauses: then silence and lost connections are to be expected. Safe for use by several threads. */
public interface ExchangeHours {
    /** The pause that a moment falls into; empty while the exchange is open. */
    Optional<Pause> pause(Instant time);

    /**
     * A time in which the exchange does not trade, or cannot be reached.
     *
     * @param reason what it is, for example {@code maintenance}
     * @param planned whether it was known beforehand
     * @param until when it is expected to end; null where nobody told
     */
    record Pause(String reason, boolean planned, @Nullable Instant until) {}
}
