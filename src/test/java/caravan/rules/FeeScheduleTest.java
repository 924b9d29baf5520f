package caravan.rules;

import static caravan.rules.FeeRounding.CENTICENT;
import static caravan.rules.FeeRounding.CENT_CEILING;
import static caravan.rules.FeeRounding.MICRO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.Shared;
import caravan.model.Action;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "2021-07-01T00:00:00Z, CENT_CEILING",
        "2026-01-28T23:59:59.999999Z, CENT_CEILING",
        "2026-01-29T00:00:00Z, CENTICENT",
        "2026-08-31T23:59:59.999999Z, CENTICENT",
        "2026-09-01T00:00:00Z, MICRO",
        "1969-12-31T00:00:00Z, CENT_CEILING",
    })
    void eachRuleHasItsTime(Instant time, FeeRounding rounding) {
        assertThat(FeeSchedule.DEFAULT.roundingAt(time)).isEqualTo(rounding);
    }

    @Test
    void aRuleMayHaveAnotherDate() {
        Instant change = Instant.parse("2026-09-13T00:00:00Z");
        FeeSchedule schedule =
                new FeeSchedule(new TreeMap<>(Map.of(Instant.EPOCH, CENTICENT, change, MICRO)), Fees.CENT, false);
        Fees fees = schedule.feesAt(change.minusNanos(1), FeeType.QUADRATIC, BigDecimal.ONE);
        assertThat(fees).isEqualTo(new Fees(FeeType.QUADRATIC, BigDecimal.ONE, CENTICENT, Fees.CENT, false));
        assertThat(schedule.roundingAt(change)).isEqualTo(MICRO);
        assertThatThrownBy(() -> new FeeSchedule(new TreeMap<>(), Fees.CENT, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The fee of a whole order in the years before January 2026, for 1 and for 100 contracts. */
    @ParameterizedTest
    @CsvSource({
        "0.01, 0.01, 0.07, 0.01, 0.02",
        "0.05, 0.01, 0.34, 0.01, 0.09",
        "0.10, 0.01, 0.63, 0.01, 0.16",
        "0.15, 0.01, 0.90, 0.01, 0.23",
        "0.20, 0.02, 1.12, 0.01, 0.28",
        "0.25, 0.02, 1.32, 0.01, 0.33",
        "0.30, 0.02, 1.47, 0.01, 0.37",
        "0.35, 0.02, 1.60, 0.01, 0.40",
        "0.40, 0.02, 1.68, 0.01, 0.42",
        "0.45, 0.02, 1.74, 0.01, 0.44",
        "0.50, 0.02, 1.75, 0.01, 0.44",
    })
    void feesWereRoundedUpToCents(
            String price, String takerOne, String takerHundred, String makerOne, String makerHundred) {
        assertThat(atCents(price, 1, true)).isEqualTo(takerOne);
        assertThat(atCents(price, 100, true)).isEqualTo(takerHundred);
        assertThat(atCents(price, 1, false)).isEqualTo(makerOne);
        assertThat(atCents(price, 100, false)).isEqualTo(makerHundred);
    }

    private static String atCents(String price, int contracts, boolean taker) {
        Fees fees = fees(CENT_CEILING);
        Money cost = fees.charge(Money.ZERO, Action.BUY, Price.parse(price), Quantity.ofContracts(contracts), taker)
                .net();
        assertThat(new OrderFees()
                        .fill(
                                fees,
                                Action.SELL,
                                Price.parse(price).complement(),
                                Quantity.ofContracts(contracts),
                                taker)
                        .net())
                .isEqualTo(cost);
        return cost.toBigDecimal().setScale(2).toPlainString();
    }

    @Test
    void theCentWasRoundedUpOncePerOrder() {
        OrderFees order = new OrderFees();
        long paid = 0;
        for (int i = 0; i < 100; i++) {
            paid += order.fill(fees(CENT_CEILING), Action.BUY, Price.parse("0.47"), Quantity.ofContracts(1), i % 2 == 0)
                    .net()
                    .units();
        }
        // 50 · 0.07 · 0.2491 + 50 · 0.0175 · 0.2491 = 1.08980625
        assertThat(new Money(paid)).isEqualTo(Money.parse("1.09"));
    }

    @Test
    void roundingIsPaidBackInStepsOfThePrecision() {
        OrderFees order = new OrderFees();
        for (int i = 1; i <= 10; i++) {
            Money rebate = small(order, MICRO).rebate();
            assertThat(rebate).as("fill " + i).isEqualTo(Money.parse(i == 10 ? "0.0001" : "0"));
        }
        assertThat(order.carried()).isEqualTo(Money.parse("0.00001"));
    }

    @Test
    void roundingWasPaidBackInCents() {
        OrderFees order = new OrderFees();
        for (int i = 0; i < 149; i++) {
            assertThat(small(order, CENTICENT).rebate()).isEqualTo(Money.ZERO);
        }
        assertThat(order.carried()).isEqualTo(Money.parse("0.009983"));
        assertThat(large(order).rebate()).isEqualTo(Money.ZERO);
        assertThat(small(order, CENTICENT).rebate()).isEqualTo(Money.ZERO);
        assertThat(large(order).rebate()).isEqualTo(Money.parse("0.01"));
        assertThat(order.carried()).isEqualTo(Money.parse("0.00005"));
    }

    private static Fees.Charge small(OrderFees order, FeeRounding rounding) {
        return order.fill(fees(rounding), Action.BUY, Price.parse("0.3333"), Quantity.parse("0.01"), true);
    }

    private static Fees.Charge large(OrderFees order) {
        return order.fill(fees(CENTICENT), Action.BUY, Price.parse("0.50"), Quantity.ofContracts(100), true);
    }

    @Test
    void fillsOfAugustTwentySixReproduce() throws IOException {
        Path recording = Shared.recording("rest_prod_portfolio_fills_redacted_2026-08.json");
        JsonNode fills =
                new ObjectMapper().readTree(recording.toFile()).path("payload").path("fills");
        assertThat(fills).hasSize(33);
        for (JsonNode fill : fills) {
            BigDecimal multiplier =
                    fill.path("market_ticker").asText().startsWith("KXMLB") ? new BigDecimal("0.5") : BigDecimal.ONE;
            String side = fill.path("side").asText();
            Fees fees = FeeSchedule.DEFAULT.feesAt(
                    Instant.parse(fill.path("created_time").asText()), FeeType.QUADRATIC, multiplier);
            Fees.Charge charge = new OrderFees()
                    .fill(
                            fees,
                            Action.valueOf(fill.path("action").asText().toUpperCase(Locale.ROOT)),
                            Price.parse(fill.path(side + "_price_dollars").asText()),
                            Quantity.parse(fill.path("count_fp").asText()),
                            fill.path("is_taker").asBoolean());
            assertThat(charge.net())
                    .as(fill.toString())
                    .hasToString(fill.path("fee_cost").asText());
        }
    }

    private static Fees fees(FeeRounding rounding) {
        return new Fees(FeeType.QUADRATIC_WITH_MAKER_FEES, BigDecimal.ONE, rounding, Fees.CENTICENT, true);
    }
}
