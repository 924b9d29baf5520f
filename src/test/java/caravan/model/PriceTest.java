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
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
    @Test
    void everyWayToWriteAPriceIsTheSamePrice() {
        assertThat(Price.parse("0.56"))
                .isEqualTo(Price.parse("0.5600"))
                .isEqualTo(Price.ofCents(56))
                .isEqualTo(Price.of(new BigDecimal("0.56")))
                .isEqualTo(new Price(5_600))
                .hasToString("0.5600");
    }

    @Test
    void zeroAndOneDollarAreThePricesOfAnEmptyBook() {
        assertThat(Price.parse("0.0000").complement()).isEqualTo(Price.parse("1.0000"));
        assertThat(Price.ofCents(0)).isEqualTo(new Price(0));
        assertThat(Price.ofCents(100)).isEqualTo(new Price(Price.UNITS_PER_DOLLAR));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0001", "1.2", "-0.0001", "56", "1000000000000"})
    void priceOutsideOfADollarIsRefused(String dollars) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Price.parse(dollars))
                .withMessage("price must be 0 to 1 dollar, was '" + dollars + "'");
    }

    @Test
    void unitsAndCentsOutsideOfADollarAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Price(10_001));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.ofCents(101));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.ofCents(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.ofCents(Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> Price.of(new BigDecimal("-0.01")));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Price.of(new BigDecimal("1000000000")));
    }

    @Test
    void pricesAreOrdered() {
        assertThat(Price.parse("0.0999")).isLessThan(Price.parse("0.1"));
    }

    @Property
    void complementOfTheComplementIsThePrice(@ForAll @IntRange(min = 0, max = 10_000) int units) {
        Price price = new Price(units);
        assertThat(price.complement().complement()).isEqualTo(price);
        assertThat(price.units() + price.complement().units()).isEqualTo(Price.UNITS_PER_DOLLAR);
        assertThat(Price.parse(price.toString())).isEqualTo(price);
        assertThat(Price.of(price.toBigDecimal())).isEqualTo(price);
    }

    /** Buying YES and NO of one market costs one dollar a contract, to the last digit. */
    @Property
    void costIsExact(
            @ForAll @IntRange(min = 0, max = 10_000) int units,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long hundredths) {
        Price price = new Price(units);
        Quantity quantity = new Quantity(hundredths);
        assertThat(price.times(quantity).toBigDecimal())
                .isEqualByComparingTo(price.toBigDecimal().multiply(quantity.toBigDecimal()));
        assertThat(price.times(quantity)
                        .plus(price.complement().times(quantity))
                        .toBigDecimal())
                .isEqualByComparingTo(quantity.toBigDecimal());
    }

    @Test
    void costThatDoesNotFitIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Price.parse("1").times(new Quantity(Long.MAX_VALUE)));
    }
}
