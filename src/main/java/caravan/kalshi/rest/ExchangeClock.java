package caravan.kalshi.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this machine's clock is from the exchange's, as far as answers tell. Safe for use by many threads.
 *
 * <p>The exchange tells its time in whole seconds, and an answer is under way for some time. So one answer says only within
 * what bounds the difference is; of these the one nearest to nothing counts. An answer that was long under way says little
 * and does not replace what a quick one said.
 */
public final class ExchangeClock {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeClock.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofMinutes(5);

    private record Known(Duration ahead, Instant time) {}

    private final InstantSource clock;
    private volatile @Nullable Known known;

    /** @param clock this machine's */
    public ExchangeClock(InstantSource clock) {
        this.clock = clock;
    }

    /** The time by this machine's clock. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Takes what an answer says that has just come.
     *
     * @param date as in the header of that name; null where there is none
     * @param before when it was asked for
     */
    void told(@Nullable String date, Instant before) {
        Instant after = now();
        if (date == null || Duration.between(before, after).compareTo(SLOW) > 0) {
            return;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration least = Duration.between(theirs.plus(SECOND), before);
            Duration most = Duration.between(theirs, after);
            Duration ahead = least.isNegative() ? most.isNegative() ? most : Duration.ZERO : least;
            known = new Known(ahead, after);
        } catch (DateTimeException unreadable) {
            LOG.debug("The exchange's time cannot be read: {}", date);
        }
    }

    /** By how much this machine's clock is ahead at least; empty while no answer of the last minutes tells. */
    public Optional<Duration> ahead() {
        Known last = known;
        return last == null || Duration.between(last.time(), now()).compareTo(OLD) > 0
                ? Optional.empty()
                : Optional.of(last.ahead());
    }
}
