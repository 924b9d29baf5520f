package caravan.fills;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notices when the machine's clock is set back, which says that times noted before were too late by as much.
 *
 * <p>It has to be asked often: what passes between two questions counts as not jumped. Safe for many threads.
 */
final class ClockWatch {
    /** The exchange refuses signatures that are off by 30 s, so no clock that it talks to is wrong by more than this. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** A smaller step back is not taken for one: machines keep their time by small steps. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final InstantSource clock;
    private Instant latest;
    private Duration pending = Duration.ZERO;
    private int jumps;

    ClockWatch(InstantSource clock) {
        this.clock = clock;
        this.latest = clock.instant();
    }

    /** The time now. Small steps back are left to the tolerance of the reads. */
    synchronized Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(latest.minus(STEP))) {
            pending = pending.plus(Duration.between(now, latest));
            latest = now;
            jumps++;
        } else if (now.isAfter(latest)) {
            latest = now;
        }
        return now;
    }

    /** By how much the clock was set back and nobody has {@link #settle settled} yet. */
    synchronized Duration setBack() {
        return pending;
    }

    synchronized void settle(Duration settled) {
        pending = pending.minus(settled);
    }

    /** How often the clock was set back. */
    synchronized int jumps() {
        return jumps;
    }
}
