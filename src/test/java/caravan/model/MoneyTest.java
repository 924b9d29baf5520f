package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void everyWayToWriteMoneyIsTheSameMoney() {
        assertThat(Money.parse("0.0546"))
                .isEqualTo(Money.parse("0.054600"))
                .isEqualTo(Money.of(new BigDecimal("0.0546")))
                .isEqualTo(new Money(54_600))
                .hasToString("0.054600");
    }

    @Test
    void fillsOf33And34And34CentsCostADollarAndACent() {
        Quantity one = Quantity.ofContracts(1);
        Money total = Price.ofCents(33)
                .times(one)
                .plus(Price.ofCents(34).times(one))
                .plus(Price.ofCents(34).times(one));
        assertThat(total).hasToString("1.010000");
    }

    @Test
    void smallestPartsMultiplyExactly() {
        assertThat(Price.parse("0.0001").times(Quantity.parse("0.01"))).hasToString("0.000001");
    }

    @Test
    void partOfAMillionthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.parse("0.0000001"))
                .withMessage("expected at most 6 decimals, found '0.0000001'");
    }

    @Test
    void overflowIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new Money(Long.MAX_VALUE).plus(new Money(1)));
    }

    @Property
    void moneyIsWrittenAndReadExactly(@ForAll @LongRange(min = -Long.MAX_VALUE, max = Long.MAX_VALUE) long units) {
        Money money = new Money(units);
        assertThat(Money.parse(money.toString())).isEqualTo(money);
        assertThat(Money.of(money.toBigDecimal())).isEqualTo(money);
        assertThat(money.compareTo(Money.ZERO)).isEqualTo(Long.compare(units, 0));
    }
}
