package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedPointTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0000, 0",
        "1, 10000",
        "0.5600, 5600",
        "0.56, 5600",
        ".56, 5600",
        "5., 50000",
        "-54, -540000",
        "-0.0001, -1",
        "000.1, 1000",
        "0.123400000000000000000000000000, 1234",
        "922337203685477.5807, 9223372036854775807",
        "-922337203685477.5807, -9223372036854775807",
    })
    void decimalTextIsReadExactly(String text, long units) {
        assertThat(FixedPoint.parse(text, 4)).isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "+1",
                "--1",
                "1-",
                "1e3",
                "1E-2",
                "0x10",
                "1,5",
                "1.2.3",
                " 1",
                "1 ",
                "NaN",
                "Infinity",
                "null",
                "٣",
                "１",
                "1_000",
                "\n1",
                "½"
            })
    void whatIsNoPlainDecimalIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedPoint.parse(text, 4))
                .withMessage("expected a decimal number, found '" + text + "'");
    }

    @Test
    void digitsThatAUnitCannotHoldAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedPoint.parse("0.00001", 4))
                .withMessage("expected at most 4 decimals, found '0.00001'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedPoint.parse("0.12340000000001", 4))
                .withMessage("expected at most 4 decimals, found '0.12340000000001'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "922337203685477.5808",
                "-922337203685477.5808",
                "922337203685478",
                "1000000000000000",
                "9223372036854775807",
                "99999999999999999999999999999999999999"
            })
    void numberThatDoesNotFitIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedPoint.parse(text, 4))
                .withMessage("number is too large: '" + text + "'");
    }

    @Test
    void hugeTextIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FixedPoint.parse("x".repeat(1_000_000), 4))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void decimalsOfADatabaseAreTakenExactlyOrNotAtAll() {
        assertThat(FixedPoint.fromBigDecimal(new BigDecimal("0.56000000"), 4)).isEqualTo(5_600);
        assertThat(FixedPoint.fromBigDecimal(new BigDecimal("1E+2"), 4)).isEqualTo(1_000_000);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> FixedPoint.fromBigDecimal(new BigDecimal("0.00001"), 4));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> FixedPoint.fromBigDecimal(new BigDecimal("1E+30"), 4));
    }

    @Property
    void readingUndoesWriting(@ForAll long units, @ForAll @IntRange(min = 0, max = 6) int decimals) {
        long inRange = Math.max(units, -Long.MAX_VALUE);
        String text = FixedPoint.format(inRange, decimals);
        assertThat(FixedPoint.parse(text, decimals)).isEqualTo(inRange);
        assertThat(FixedPoint.fromBigDecimal(FixedPoint.toBigDecimal(inRange, decimals), decimals))
                .isEqualTo(inRange);
    }

    @Property
    void readingAgreesWithBigDecimal(
            @ForAll @LongRange(min = -1_000_000_000L, max = 1_000_000_000L) long whole,
            @ForAll @IntRange(min = 0, max = 9_999) int fraction) {
        String text = "%d.%04d".formatted(whole, fraction);
        assertThat(FixedPoint.parse(text, 4))
                .isEqualTo(new BigDecimal(text).movePointRight(4).longValueExact());
    }

    @Property
    void noTextDoesAnythingButParseOrRefuse(@ForAll String text) {
        try {
            long units = FixedPoint.parse(text, 2);
            assertThat(new BigDecimal(text).movePointRight(2)).isEqualByComparingTo(BigDecimal.valueOf(units));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("found");
        }
    }
}
