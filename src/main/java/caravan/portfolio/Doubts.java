package caravan.portfolio;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison did not explain, until it is the same again some time later: the exchange's lists are not of one moment,
 * so one difference proves nothing. For one thread.
 */
final class Doubts {
    private final Schedule schedule;
    private final Duration recheck;
    private final InstantSource clock;
    private @Nullable Doubt doubt;

    /** What was not explained, and since when that has been the same. */
    private record Doubt(Unexplained about, Instant since) {}

    Doubts(Schedule schedule, Duration recheck, InstantSource clock) {
        this.schedule = schedule;
        this.recheck = recheck;
        this.clock = clock;
    }

    /** Whether the same was found so long ago; if not, it is looked at again soon. */
    boolean isConfirmed(Unexplained found) {
        Instant now = clock.instant();
        Doubt before = doubt;
        if (before == null || !before.about().isLike(found)) {
            doubt = new Doubt(found, now);
        } else if (!now.isBefore(before.since().plus(recheck))) {
            return true;
        }
        schedule.again();
        return false;
    }

    void clear() {
        doubt = null;
    }

    boolean isAny() {
        return doubt != null;
    }
}
