package caravan.portfolio;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether the account can be relied on, by how it was compared with the exchange. Guarded by the lock of {@link AccountBook}. */
final class Trust {
    /** So many intervals without a comparison, and it cannot. */
    private static final int LONGEST = 3;

    private final Duration interval;
    private final InstantSource clock;
    private @Nullable String doubt = "it was not compared with the exchange since the start";
    private Instant doubtedSince;
    private @Nullable String lastFailure;
    private @Nullable Instant compared;
    private int disconnects;

    /** @param interval how often the account is compared */
    Trust(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
        this.doubtedSince = clock.instant();
    }

    /** What was last found to be a reason not to rely on it; null where nothing was. */
    @Nullable
    String doubt() {
        return doubt;
    }

    /** Why it cannot be relied on now, though nothing was found: no comparison for too long. Null where that is not so. */
    @Nullable
    String overdue() {
        Instant last = compared;
        if (last == null || !last.plus(interval.multipliedBy(LONGEST)).isBefore(clock.instant())) {
            return null;
        }
        return "it could not be compared with the exchange since %s%s"
                .formatted(last, lastFailure == null ? "" : ": " + lastFailure);
    }

    /** Whether a doubt is older than comparisons take: one that is being made is no reason to worry. */
    boolean isDoubtOld() {
        return doubt == null || doubtedSince.plus(interval).isBefore(clock.instant());
    }

    void doubt(String reason) {
        if (doubt == null) {
            doubtedSince = clock.instant();
        }
        doubt = reason;
    }

    void disconnected() {
        disconnects++;
        doubt("the private connection was lost, and it was not compared with the exchange since");
    }

    /** How often the connection was lost. */
    int disconnects() {
        return disconnects;
    }

    /** A comparison could not be made; that alone is no reason yet. */
    void failed(String reason) {
        lastFailure = reason;
    }

    /** @param disconnectsBefore how often the connection had been lost when the comparison began */
    void agreed(int disconnectsBefore) {
        compared = clock.instant().truncatedTo(ChronoUnit.MICROS);
        lastFailure = null;
        if (disconnectsBefore == disconnects) {
            doubt = null;
        }
    }

    /** When it was last found to be as the exchange tells it; null where it was not since the start. */
    @Nullable
    Instant compared() {
        return compared;
    }
}
