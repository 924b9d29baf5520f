package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void everyWayToWriteAQuantityIsTheSameQuantity() {
        assertThat(Quantity.parse("-54"))
                .isEqualTo(Quantity.parse("-54.00"))
                .isEqualTo(Quantity.ofContracts(-54))
                .isEqualTo(Quantity.of(new BigDecimal("-54.0")))
                .isEqualTo(new Quantity(-5_400))
                .hasToString("-54.00");
        assertThat(Quantity.parse("5.52")).hasToString("5.52");
        assertThat(Quantity.parse("0.01")).hasToString("0.01");
    }

    @Test
    void partOfAHundredthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantity.parse("0.001"))
                .withMessage("expected at most 2 decimals, found '0.001'");
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> Quantity.of(new BigDecimal("0.001")));
    }

    @Test
    void overflowIsRefused() {
        Quantity most = new Quantity(Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(new Quantity(1)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Quantity(Long.MIN_VALUE).minus(new Quantity(1)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Quantity.ofContracts(Long.MAX_VALUE / 100 + 1));
    }

    @Property
    void whatIsAddedCanBeTakenAway(
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long one,
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long other) {
        Quantity quantity = new Quantity(one);
        assertThat(quantity.plus(new Quantity(other)).minus(new Quantity(other)))
                .isEqualTo(quantity);
        assertThat(Quantity.parse(quantity.toString())).isEqualTo(quantity);
        assertThat(Quantity.of(quantity.toBigDecimal())).isEqualTo(quantity);
        assertThat(quantity.compareTo(new Quantity(other))).isEqualTo(Long.compare(one, other));
    }
}
