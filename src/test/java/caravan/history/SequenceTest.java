package caravan.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {
    private final Sequence numbers = new Sequence(10);

    @Test
    void whatWasHeardInAnyOrderHasNoHole() {
        assertThat(numbers.hear(12)).isTrue();
        assertThat(numbers.hear(11)).isTrue();
        assertThat(numbers.hear(11)).isFalse();
        assertThat(numbers.hear(10)).isFalse();
        assertThat(numbers.hole()).isEmpty();
    }

    @Test
    void theFirstMissingNumberIsTheHole() {
        numbers.hear(11);
        numbers.hear(14);
        assertThat(numbers.hole()).hasValue(12);
    }

    @Test
    void aNumberThatNobodyCountedToIsAHoleAndNoFailure() {
        numbers.hear(11);
        assertThat(numbers.hear(Long.MAX_VALUE)).isTrue();
        assertThat(numbers.hear(Long.MAX_VALUE)).isFalse();
        assertThat(numbers.hole()).hasValue(12);
    }
}
