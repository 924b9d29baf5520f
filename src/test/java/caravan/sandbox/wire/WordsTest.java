package caravan.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"37200, 3", "-37200, -3", "-9999, 0", "10000, 1", "-10000, -1"})
    void whatIsBelowACentIsLeftOut(long millionths, long cents) {
        assertThat(Words.cents(millionths)).isEqualTo(cents);
    }
}
