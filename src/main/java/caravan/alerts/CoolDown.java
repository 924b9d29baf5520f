package caravan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Lets the same thing through once, and then not until the wait is over. */
final class CoolDown {
    private final Duration wait;
    private final Map<String, Instant> told = new Memory<>();

    CoolDown(Duration wait) {
        this.wait = wait;
    }

    /** Whether it may be told now; then the wait begins. */
    boolean lets(String key, Instant now) {
        if (!isOver(key, now)) {
            return false;
        }
        told.put(key, now);
        return true;
    }

    boolean isOver(String key, Instant now) {
        Instant last = told.get(key);
        return last == null || !now.isBefore(last.plus(wait));
    }
}
