package caravan.sandbox.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which message the bot sent with which nonce in the past few minutes. Not thread-safe. */
final class Nonces {
    private record Use(String message, Instant time) {}

    private final Duration window;
    /** Oldest first. */
    private final Map<String, Use> uses = new LinkedHashMap<>();

    Nonces(Duration window) {
        this.window = window;
    }

    void used(String nonce, String message, Instant now) {
        uses.values().removeIf(use -> isOver(use, now));
        uses.remove(nonce);
        uses.put(nonce, new Use(message, now));
    }

    /** The id of the message that was sent with it; null where that is long ago or never was. */
    @Nullable
    String message(String nonce, Instant now) {
        Use use = uses.get(nonce);
        return use == null || isOver(use, now) ? null : use.message();
    }

    private boolean isOver(Use use, Instant now) {
        return Duration.between(use.time(), now).compareTo(window) > 0;
    }
}
