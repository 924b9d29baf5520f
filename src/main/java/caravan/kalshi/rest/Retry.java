package caravan.kalshi.rest;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again for what failed in a passing way: three times in all, with waits of about 1 s and 2 s.
 *
 * <p>Only what can be repeated without harm may be given to it. The waits differ by up to half, so that many clients
 * that failed together do not come back together. Thread-safe where its source of randomness is.
 */
final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Sleeper sleeper;
    private final RandomGenerator random;

    Retry(Sleeper sleeper, RandomGenerator random) {
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    <T> T call(Supplier<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.get();
            } catch (KalshiException failure) {
                if (!failure.isPassing() || number == ATTEMPTS) {
                    throw failure;
                }
                Duration wait = jittered(FIRST_WAIT.multipliedBy(number));
                LOG.info(
                        "{}; attempt {} of {} follows in {} ms",
                        failure.getMessage(),
                        number + 1,
                        ATTEMPTS,
                        wait.toMillis());
                pause(wait, failure);
            }
        }
    }

    private Duration jittered(Duration wait) {
        return Duration.ofMillis(Math.round(wait.toMillis() * (0.5 + random.nextDouble())));
    }

    private void pause(Duration wait, KalshiException failure) {
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
