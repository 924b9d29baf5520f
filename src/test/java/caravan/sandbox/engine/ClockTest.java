package caravan.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {
    private final Clock clock = new Clock(0);
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatIsCanceledDoesNotHappen() {
        Clock.Timer first = clock.at(10, () -> happened.add("first"));
        clock.at(10, () -> happened.add("second"));
        clock.cancel(first);
        clock.cancel(first);
        assertThat(clock.waiting()).isEqualTo(1);
        clock.advanceTo(20);
        assertThat(happened).containsExactly("second");
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void whatHasHappenedCannotBeCanceled() {
        Clock.Timer timer = clock.at(10, () -> happened.add("it"));
        clock.advanceTo(10);
        clock.cancel(timer);
        assertThat(happened).containsExactly("it");
        assertThat(clock.waiting()).isZero();
    }

    @Test
    void manyThatAreCanceledLeaveTheOthersInOrder() {
        List<Clock.Timer> doomed = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            String name = String.valueOf(i);
            Clock.Timer timer = clock.at(1_000_000 - i / 2, () -> happened.add(name));
            if (i % 1_000 != 0) {
                doomed.add(timer);
            }
        }
        doomed.forEach(clock::cancel);
        assertThat(clock.waiting()).isEqualTo(5);
        clock.advanceTo(1_000_000);
        assertThat(happened).containsExactly("4000", "3000", "2000", "1000", "0");
        assertThat(clock.waiting()).isZero();
    }
}
