package caravan.sandbox.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when told, and when its tests begin: names of markets follow from it. */
final class TestClock implements InstantSource {
    static final Instant START = Instant.parse("2026-11-20T12:00:30Z");

    private volatile Instant now;

    TestClock() {
        this(START);
    }

    TestClock(Instant start) {
        this.now = start;
    }

    /** The start now, and then on at the pace of this machine. */
    static InstantSource running() {
        return InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), START));
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
