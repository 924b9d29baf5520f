package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubtsTest {
    private static final Duration RECHECK = Duration.ofSeconds(5);

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Doubts doubts =
            new Doubts(new Schedule(Duration.ofMinutes(1), RECHECK, () -> now), RECHECK, () -> now);

    /** Each fill in between leaves a part of a cent, and an account that is never still has to be taken over as well. */
    @Test
    void roundingInBetweenIsNoOtherDoubt() {
        assertThat(doubts.isConfirmed(cash(10_000_000_000L, 3))).isFalse();
        now = now.plus(RECHECK);
        assertThat(doubts.isConfirmed(cash(9_999_991_200L, 3))).isTrue();
    }

    @Test
    void moreThanRoundingAndOtherPositionsBeginAnew() {
        assertThat(doubts.isConfirmed(cash(10_000_000_000L, 3))).isFalse();
        now = now.plus(RECHECK);
        assertThat(doubts.isConfirmed(cash(9_999_989_999L, 3))).isFalse();
        now = now.plus(RECHECK);
        assertThat(doubts.isConfirmed(cash(9_999_989_999L, 4))).isFalse();
        now = now.plus(RECHECK);
        assertThat(doubts.isConfirmed(cash(9_999_989_999L, 4))).isTrue();
    }

    @Test
    void theSameTooSoonIsNotConfirmed() {
        assertThat(doubts.isConfirmed(cash(0, 3))).isFalse();
        now = now.plus(RECHECK).minusMillis(1);
        assertThat(doubts.isConfirmed(cash(0, 3))).isFalse();
    }

    private static Unexplained cash(long cash, int contracts) {
        return new Unexplained(Map.of("M", Quantity.ofContracts(contracts)), cash, true);
    }
}
