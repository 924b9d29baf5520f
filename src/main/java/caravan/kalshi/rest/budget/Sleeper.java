package caravan.kalshi.rest.budget;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits; tests do not. */
@FunctionalInterface
public interface Sleeper {
    /** Lets the thread sleep. */
    Sleeper SYSTEM = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    void sleep(Duration duration) throws InterruptedException;
}
