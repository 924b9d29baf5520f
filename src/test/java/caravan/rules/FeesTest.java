package caravan.rules;

import static caravan.rules.FeeType.QUADRATIC;
import static caravan.rules.FeeType.QUADRATIC_WITH_COMBO_MAKER_FEES;
import static caravan.rules.FeeType.QUADRATIC_WITH_MAKER_FEES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.Fees.Charge;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
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
        assertThat(Price.parse("0.3333").times(Quantity.parse("3.33")).plus(charge.net()))
                .isEqualTo(Money.parse("1.11"));
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 1, 0.055, QUADRATIC, taker, 0.01, -0.06",
        "BUY, 1, 0.055, QUADRATIC, taker, 0.0001, -0.0587",
        "BUY, 10, 0.50, QUADRATIC, taker, 0.01, -5.18",
        "BUY, 100, 0.50, QUADRATIC, taker, 0.01, -51.75",
        "BUY, 100, 0.50, QUADRATIC, taker, 0.0001, -51.75",
        "BUY, 100, 0.50, QUADRATIC, maker, 0.01, -50.00",
        "BUY, 100, 0.50, QUADRATIC_WITH_MAKER_FEES, maker, 0.01, -50.44",
        "BUY, 100, 0.50, QUADRATIC_WITH_COMBO_MAKER_FEES, maker, 0.01, -50.88",
        "BUY, 7, 0.33, QUADRATIC, taker, 0.0001, -2.4184",
        "SELL, 10, 0.955, QUADRATIC, taker, 0.0001, 9.5199",
        "SELL, 10, 0.955, QUADRATIC, taker, 0.01, 9.51",
    })
    void theBalanceMovesByWholeSteps(
            Action action, String contracts, String price, FeeType type, String role, String precision, String cash) {
        Charge charge = new Fees(type, BigDecimal.ONE, Fees.MICRO, Money.parse(precision))
                .charge(Money.ZERO, action, Price.parse(price), Quantity.parse(contracts), "taker".equals(role));
        long value = Price.parse(price).times(Quantity.parse(contracts)).units();
        long moved = (action == Action.BUY ? -value : value) - charge.net().units();
        assertThat(new Money(moved)).isEqualTo(Money.parse(cash));
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
    void aRebateOnlyAboveItsStepComesLater() {
        Fees fees = new Fees(QUADRATIC, BigDecimal.ONE, FeeRounding.MICRO, Fees.CENT, false);
        List<String> net = new ArrayList<>();
        OrderFees order = new OrderFees();
        for (int i = 0; i < 10; i++) {
            net.add(order.fill(fees, Action.BUY, Price.parse("0.50"), Quantity.ofContracts(1), true)
                    .net()
                    .toString()
                    .substring(0, 4));
        }
        assertThat(String.join(" ", net)).isEqualTo("0.02 0.02 0.02 0.02 0.01 0.02 0.02 0.02 0.01 0.02");
    }

    @ParameterizedTest
    @CsvSource({
        // revenue, trade fee; then per fill: net fee and what is carried
        "-0.050, 0.006, 0.010 0.010 0.000, 0.004 0.008 0.002",
        "-0.055, 0.0085, 0.0150 0.0050 0.0150, 0.0065 0.0030 0.0095",
    })
    void publishedAccumulators(String revenue, String trade, String net, String carried) {
        List<String> nets = new ArrayList<>();
        List<String> carries = new ArrayList<>();
        long left = 0;
        for (int i = 0; i < 3; i++) {
            Charge charge = other(QUADRATIC)
                    .settle(
                            left,
                            Money.parse(revenue).units(),
                            Money.parse(trade).units());
            left = charge.carried().units();
            nets.add(charge.net().toString());
            carries.add(charge.carried().toString());
        }
        assertThat(nets).containsExactly(sixDecimals(net));
        assertThat(carries).containsExactly(sixDecimals(carried));
    }

    private static String[] sixDecimals(String amounts) {
        return Stream.of(amounts.split(" "))
                .map(Money::parse)
                .map(Money::toString)
                .toArray(String[]::new);
    }

    @Property
    void purchaseInOneFillCostsWhatWasForeseen(
            @ForAll @IntRange(min = 1, max = 9_999) int price,
            @ForAll @LongRange(min = 1, max = 10_000_000) long quantity,
            @ForAll FeeType type,
            @ForAll boolean taker) {
        Fees fees = Fees.of(type, BigDecimal.ONE);
        Charge charge = fees.charge(Money.ZERO, Action.BUY, new Price(price), new Quantity(quantity), taker);

        assertThat(fees.cost(price, quantity, taker))
                .isEqualTo(price * quantity + charge.net().units());
    }

    /** Whole contracts: each of the parts may cost a millionth of a dollar more, and all of them a step. */
    @Property
    void whatIsHeldBackPaysForAllParts(
            @ForAll @IntRange(min = 1, max = 9_999) int price,
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1, max = 1_000) Long> parts,
            @ForAll boolean taker) {
        Fees fees = Fees.of(QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE);
        OrderFees order = new OrderFees();
        long paid = 0;
        long all = 0;
        for (long part : parts) {
            Quantity quantity = new Quantity(part * 100);
            all += quantity.units();
            paid += price * quantity.units()
                    + order.fill(fees, Action.BUY, new Price(price), quantity, taker)
                            .net()
                            .units();
        }

        assertThat(paid).isLessThanOrEqualTo(fees.reserve(price, all, taker) + parts.size());
    }

    @Test
    void nothingIsHeldBackForMakersWhoPayNoFee() {
        Fees fees = Fees.of(QUADRATIC, BigDecimal.ONE);

        assertThat(fees.reserve(5_000, 1_000, false)).isEqualTo(5_000_000);
        assertThat(fees.reserve(5_000, 1_000, true)).isEqualTo(5_175_100);
    }

    @Property(tries = 20_000)
    void wholeNumbersGiveTheSameFeesAsDecimals(
            @ForAll FeeType type,
            @ForAll FeeRounding rounding,
            @ForAll @BigRange(min = "0", max = "20") @Scale(6) BigDecimal multiplier,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long quantity,
            @ForAll @IntRange(max = Price.UNITS_PER_DOLLAR) int price,
            @ForAll boolean taker) {
        Fees fees = new Fees(type, multiplier, rounding, Fees.CENTICENT, true);
        Charge charge = fees.charge(Money.ZERO, Action.BUY, new Price(price), new Quantity(quantity), taker);
        BigDecimal exact = fees.modelFee(new Price(price), new Quantity(quantity), taker);
        BigDecimal grain = rounding.grain().toBigDecimal();
        assertThat(charge.trade().toBigDecimal())
                .isEqualByComparingTo(
                        exact.divide(grain, 0, RoundingMode.CEILING).multiply(grain));
    }

    @Property
    void theUsualQuantitiesNeedNoDecimals(
            @ForAll FeeType type,
            @ForAll FeeRounding rounding,
            @ForAll @LongRange(min = 0, max = 100_000_000) long quantity,
            @ForAll @IntRange(max = Price.UNITS_PER_DOLLAR) int price) {
        for (String multiplier : List.of("0", "0.5", "1", "1.00", "1.25", "2")) {
            BigDecimal rate = BigDecimal.valueOf(type.rate(true), 4).multiply(new BigDecimal(multiplier));
            assertThat(FeeRatio.of(rate, rounding.grain().units()).roundedUp(quantity, price))
                    .isNotEqualTo(FeeRatio.TOO_LARGE);
        }
    }

    @Property
    void theBalanceStaysOnItsPrecisionAndNothingIsLost(
            @ForAll FeeRounding rounding,
            @ForAll Action action,
            @ForAll @Size(max = 20) List<@LongRange(min = 1, max = 1_000_000) Long> quantities,
            @ForAll @IntRange(min = 1, max = 9_999) int price,
            @ForAll boolean atEquality) {
        Assume.that(rounding != FeeRounding.CENT_CEILING);
        Fees fees = new Fees(QUADRATIC, BigDecimal.ONE, rounding, Fees.CENT, atEquality);
        OrderFees order = new OrderFees();
        long balance = 0;
        long collected = 0;
        for (long quantity : quantities) {
            Charge charge = order.fill(fees, action, new Price(price), new Quantity(quantity), true);
            long value = price * quantity;
            balance += (action == Action.BUY ? -value : value) - charge.net().units();
            collected += charge.rounding().units() - charge.rebate().units();
            assertThat(charge.net().units()).isNotNegative();
        }
        assertThat(Math.floorMod(balance, Fees.CENT.units())).isZero();
        assertThat(order.carried().units()).isEqualTo(collected).isNotNegative();
    }

    @Test
    void amountsBeyondSixtyFourBitsAreRefused() {
        assertThatThrownBy(() -> Fees.of(QUADRATIC, BigDecimal.ONE)
                        .charge(Money.ZERO, Action.BUY, Price.parse("0.5"), new Quantity(Long.MAX_VALUE), true))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fees.of(QUADRATIC, BigDecimal.ONE)
                        .charge(Money.ZERO, Action.BUY, Price.parse("0.5"), new Quantity(-1), true))
                .isInstanceOf(IllegalArgumentException.class);
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
