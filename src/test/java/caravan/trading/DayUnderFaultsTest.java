package caravan.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** Limits that the day has to have met, or it has not shown that they hold. */
    private static final List<String> MET =
            List.of("max-position", "max-market-loss", "max-event-loss", "max-portfolio-loss", "max-open-orders");

    @TempDir
    Path data;

    @Test
    void theLedgerIsTheExchangeAndNoLimitIsExceeded() throws Exception {
        try (SimulatedDay day = new SimulatedDay(SEED, Duration.ofMinutes(MINUTES), data)) {
            try {
                day.live();
            } finally {
                System.out.println(day);
            }
            assertThat(MET)
                    .allSatisfy(
                            check -> assertThat(day.denials(check)).as(check).isPositive());
        }
    }
}
