package caravan.fills;

import static caravan.fills.FillExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FillWindowTest {
    private final ManualClock clock = new ManualClock(NOON);
    private final FillWindow window = new FillWindow(Duration.ofSeconds(1), Duration.ofSeconds(5), clock);

    @Test
    void aFillEvery900MillisecondsIsToldAboutAfterFiveSeconds() {
        Map<String, Object> group = new HashMap<>();
        window.extend(null, null, "o1", group);
        long waited = 0;
        long left = window.millisLeft(NOON);
        while (left > 900) {
            clock.advance(Duration.ofMillis(900));
            waited += 900;
            Map<String, Object> next = new HashMap<>();
            assertThat(window.extend("o1", group, "o1", next)).isEqualTo("o1");
            assertThat(next).containsEntry(FillWindow.FIRST, NOON);
            left = window.millisLeft(NOON);
        }

        assertThat(waited + left).isEqualTo(5000);
    }

    @Test
    void eachFillStartsTheQuietPeriodAgain() {
        assertThat(window.millisLeft(NOON)).isEqualTo(1000);
        clock.advance(Duration.ofMillis(700));
        assertThat(window.millisLeft(NOON)).isEqualTo(1000);
    }

    @Test
    void afterTheLongestWaitNothingIsWaitedFor() {
        clock.advance(Duration.ofSeconds(60));
        assertThat(window.millisLeft(NOON)).isEqualTo(1);
    }
}
