package caravan.trading;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rooms that trade, over the sandbox's engine and without a socket, while everything goes wrong at random.
 *
 * <p>{@code -Dchaos.minutes} says how long in simulated time, {@code -Dchaos.seed} which day.
 */
class DayUnderFaultsTest {
    private static final int MINUTES = Integer.getInteger("chaos.minutes", 30);
    private static final long SEED = Long.getLong("chaos.seed", 1);

    @TempDir
    Path data;

    @Test
    void theLedgerIsTheExchangeAndNoLimitIsExceeded() throws Exception {
        try (SimulatedDay day = new SimulatedDay(SEED, data)) {
            try {
                day.live(Duration.ofMinutes(MINUTES));
            } finally {
                System.out.println(day);
            }
        }
    }
}
