package caravan.portfolio;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** When the account is compared next. Safe for use by many threads. */
final class Schedule {
    private final Duration interval;
    private final Duration recheck;
    private final InstantSource clock;
    private volatile Instant next;

    /**
     * Begins at once.
     *
     * @param interval how often
     * @param recheck how long after something that has to be looked at again
     */
    Schedule(Duration interval, Duration recheck, InstantSource clock) {
        this.interval = interval;
        this.recheck = recheck;
        this.clock = clock;
        this.next = clock.instant();
    }

    /** Whether it is time; who is told so makes a comparison. */
    boolean isDue() {
        if (clock.instant().isBefore(next)) {
            return false;
        }
        begun();
        return true;
    }

    void begun() {
        next = clock.instant().plus(interval);
    }

    void soon() {
        next = clock.instant();
    }

    void again() {
        next = clock.instant().plus(recheck);
    }
}
