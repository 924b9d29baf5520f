package caravan.rules;

import static caravan.rules.FeeType.QUADRATIC;
import static caravan.rules.FeeType.QUADRATIC_WITH_COMBO_MAKER_FEES;
import static caravan.rules.FeeType.QUADRATIC_WITH_MAKER_FEES;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeesTest {
    @ParameterizedTest
    @CsvSource({
        "BUY, 1, 0.055, QUADRATIC, taker, 0.01, 0.003639, 0.001361, 0.005",
        "BUY, 1, 0.055, QUADRATIC, taker, 0.0001, 0.003639, 0.000061, 0.0037",
        "BUY, 10, 0.50, QUADRATIC, taker, 0.01, 0.175, 0.005, 0.18",
        "BUY, 100, 0.50, QUADRATIC, taker, 0.01, 1.75, 0, 1.75",
        "BUY, 100, 0.50, QUADRATIC, taker, 0.0001, 1.75, 0, 1.75",
        "BUY, 100, 0.50, QUADRATIC, maker, 0.01, 0, 0, 0",
        "BUY, 100, 0.50, QUADRATIC_WITH_MAKER_FEES, maker, 0.01, 0.4375, 0.0025, 0.44",
        "BUY, 100, 0.50, QUADRATIC_WITH_COMBO_MAKER_FEES, maker, 0.01, 0.875, 0.005, 0.88",
        "BUY, 7, 0.33, QUADRATIC, taker, 0.0001, 0.108339, 0.000061, 0.1084",
        "SELL, 10, 0.955, QUADRATIC, taker, 0.0001, 0.030083, 0.000017, 0.0301",
        "SELL, 10, 0.955, QUADRATIC, taker, 0.01, 0.030083, 0.009917, 0.04",
    })
    void oneFill(
            Action action,
            String contracts,
            String price,
            FeeType type,
            String role,
            String precision,
            String trade,
            String rounding,
            String net) {
        Charge charge = new Fees(type, BigDecimal.ONE, Fees.MICRO, Money.parse(precision))
                .charge(Money.ZERO, action, Price.parse(price), Quantity.parse(contracts), "taker".equals(role));
        assertThat(charge.trade()).isEqualTo(Money.parse(trade));
        assertThat(charge.rounding()).isEqualTo(Money.parse(rounding));
        assertThat(charge.net()).isEqualTo(Money.parse(net));
    }

    @Test
    void aFreeSeriesStillAlignsTheBalance() {
        Charge charge = new Fees(QUADRATIC, BigDecimal.ZERO, Fees.MICRO, Fees.CENT)
                .charge(Money.ZERO, Action.BUY, Price.parse("0.3333"), Quantity.parse("3.33"), true);
        assertThat(charge.net()).isEqualTo(Money.parse("0.000111"));
    }

    /** Fills that the exchange really charged in August 2026, when fees were rounded up to a ten-thousandth. */
    @ParameterizedTest
    @CsvSource({
        "227.27, 0.001, 1, 0.015930",
        "28.32, 0.033, 1, 0.063340",
        "71.94, 0.013, 1, 0.064780",
        "10, 0.27, 0.5, 0.0690",
        "0.27, 0.27, 0.5, 0.0019",
        "5.52, 0.17, 1, 0.0546",
        "1.16, 0.84, 1, 0.0110",
    })
    void chargedFills(String contracts, String price, BigDecimal multiplier, String charged) {
        Charge charge = new Fees(QUADRATIC, multiplier, Fees.CENTICENT, Fees.CENTICENT)
                .charge(Money.ZERO, Action.BUY, Price.parse(price), Quantity.parse(contracts), true);
        assertThat(charge.cost()).isEqualTo(Money.parse(charged));
    }

    @Test
    void theVersionsDiffer() {
        Charge charge = Fees.of(QUADRATIC, BigDecimal.ONE)
                .charge(Money.ZERO, Action.BUY, Price.parse("0.013"), Quantity.parse("71.94"), true);
        assertThat(charge.cost()).isEqualTo(Money.parse("0.064680"));
    }

    @Test
    void tenSmallFillsCostAsMuchAsOne() {
        List<String> net = new ArrayList<>();
        Money carried = Money.ZERO;
        Money total = Money.ZERO;
        for (int i = 0; i < 10; i++) {
            Charge charge =
                    other(QUADRATIC).charge(carried, Action.BUY, Price.parse("0.50"), Quantity.ofContracts(1), true);
            carried = charge.carried();
            total = total.plus(charge.net());
            net.add(charge.net().toString().substring(0, 4));
        }
        assertThat(String.join(" ", net)).isEqualTo("0.02 0.02 0.02 0.01 0.02 0.02 0.02 0.01 0.02 0.02");
        assertThat(total).isEqualTo(Money.parse("0.18"));
    }

    @Test
    void smallFillsCollectTheirRounding() {
        List<String> net = new ArrayList<>();
        Money carried = Money.ZERO;
        for (int i = 0; i < 3; i++) {
            Charge charge =
                    other(QUADRATIC).charge(carried, Action.BUY, Price.parse("0.50"), Quantity.parse("0.30"), true);
            carried = charge.carried();
            net.add(charge.net().toString());
        }
        assertThat(net).containsExactly("0.010000", "0.010000", "0.000000");
        assertThat(carried).isEqualTo(Money.parse("0.00425"));
    }

    @Test
    void roundingIsCarriedFromTakerToMaker() {
        Fees fees = other(QUADRATIC_WITH_MAKER_FEES);
        Charge taken = fees.charge(Money.ZERO, Action.BUY, Price.parse("0.48"), Quantity.ofContracts(5), true);
        Charge made = fees.charge(taken.carried(), Action.BUY, Price.parse("0.48"), Quantity.ofContracts(5), false);
        assertThat(taken.net()).isEqualTo(Money.parse("0.09"));
        assertThat(made.net()).isEqualTo(Money.parse("0.02"));
        assertThat(made.rebate()).isEqualTo(Money.parse("0.01"));
        assertThat(made.carried()).isEqualTo(Money.parse("0.0008"));
    }

    @Test
    void theFeeIsTheSameOnBothSides() {
        Fees fees = Fees.of(QUADRATIC_WITH_COMBO_MAKER_FEES, BigDecimal.ONE);
        assertThat(fees.modelFee(Price.parse("0.17"), Quantity.ofContracts(3), false))
                .isEqualByComparingTo(fees.modelFee(Price.parse("0.83"), Quantity.ofContracts(3), false));
    }

    private static Fees other(FeeType type) {
        return new Fees(type, BigDecimal.ONE, Fees.MICRO, Fees.CENT);
    }
}
