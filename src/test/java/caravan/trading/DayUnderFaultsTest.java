package caravan.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rooms that trade, over the sandbox's engine and without a socket, while everything goes wrong at random.
 *
 * <p>{@code -Dchaos.minutes} says how long in simulated time, {@code -Dchaos.seed} which day.
 */
class DayUnderFaultsTest {
    private static final int MINUTES = Integer.getInteger("chaos.minutes", 30);
    private static final long SEED = Long.getLong("chaos.seed", 4);

    /** Limits that the day has to have met, or it has not shown that they hold. */
    private static final List<String> MET =
            List.of("max-position", "max-market-loss", "max-event-loss", "max-open-orders");
    /** The same for one of some hours. */
    private static final List<String> MET_LATER = List.of("max-portfolio-loss", "day-loss", "max-market-day-loss");

    private static final int LATER = 240;

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
            assertThat(Stream.concat(MET.stream(), MINUTES < LATER ? Stream.of() : MET_LATER.stream()))
                    .allSatisfy(
                            check -> assertThat(day.denials(check)).as(check).isPositive());
        }
    }
}
