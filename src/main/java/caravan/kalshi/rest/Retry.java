package caravan.kalshi.rest;

import caravan.kalshi.rest.budget.Pace;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again for what failed in a passing way: three times in all, with waits of about 1 s and 2 s.
 *
 * <p>Only what can be repeated without harm may be given to it. The waits differ by up to half, so that many clients
 * that failed together do not come back together. Thread-safe.
 */
final class Retry {
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Pace pace;

    Retry(Pace pace) {
        this.pace = pace;
    }

    <T> T call(Supplier<T> attempt) {
        for (int number = 1; ; number++) {
            try {
                return attempt.get();
            } catch (KalshiException failure) {
                if (!failure.isPassing() || number == ATTEMPTS) {
                    throw failure;
                }
                Duration wait = pace.spread(FIRST_WAIT.multipliedBy(number));
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

    private void pause(Duration wait, KalshiException failure) {
        try {
            pace.sleeper().sleep(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
