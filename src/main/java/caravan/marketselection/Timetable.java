package caravan.marketselection;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the exchange is asked what selectors stand for: again and again, sooner when something happened to the account, and
 * after failures as soon as that makes sense. Not thread-safe.
 */
final class Timetable {
    /** The wait after a first failure; it doubles up to the interval. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What happens to an account comes in bursts: so long is waited before the exchange is asked about it. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Duration interval;
    private Instant due;
    /** When {@code mine} alone is to be looked up; null when nothing happened. */
    private @Nullable Instant dueForMine;

    /** The first time is at once. */
    Timetable(Duration interval, Instant now) {
        this.interval = interval;
        this.due = now;
    }

    boolean isDue(Instant now) {
        return isPast(due, now) || isPast(dueForMine, now);
    }

    private static boolean isPast(@Nullable Instant time, Instant now) {
        return time != null && !now.isBefore(time);
    }

    /** The exchange is asked now; returns whether about everything, rather than about {@code mine} alone. */
    boolean begin(Instant now) {
        boolean all = isPast(due, now);
        dueForMine = null;
        if (all) {
            due = now.plus(interval);
        }
        return all;
    }

    /** Something happened to the account. */
    void soonForMine(Instant now) {
        if (dueForMine == null) {
            dueForMine = now.plus(SOON);
        }
    }

    /** Something else is selected. */
    void atOnce(Instant now) {
        due = now;
    }

    /** It failed so many times in a row by now. */
    void later(Instant now, int failures) {
        Duration wait = RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        due = now.plus(wait.compareTo(interval) < 0 ? wait : interval);
    }
}
