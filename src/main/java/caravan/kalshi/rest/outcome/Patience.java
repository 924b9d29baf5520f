package caravan.kalshi.rest.outcome;

import java.time.Duration;

/**
 * How long somebody goes on trying to find out.
 *
 * @param lateness after which a request that was sent cannot be carried out any more
 * @param firstWait between two looks; each later one is twice the one before, give or take half
 * @param longestWait between two looks
 * @param looks how many at most
 */
public record Patience(Duration lateness, Duration firstWait, Duration longestWait, int looks) {
    /**
     * What is right for the exchange: it takes no signature that is older than half a minute, as far as was measured, and
     * clocks differ. Twenty looks are about eighty seconds.
     */
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(60), Duration.ofMillis(250), Duration.ofSeconds(5), 20);

    Duration wait(int looksBefore) {
        Duration wait = firstWait.multipliedBy(1L << Math.min(looksBefore, 20));
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
