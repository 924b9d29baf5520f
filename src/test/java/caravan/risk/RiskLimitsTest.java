package caravan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.model.Money;
import caravan.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskLimitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-order-cost | 101 | risk.max-order-cost, risk.max-market-loss: expected the first to be at most the second, found 101 and 100 or 10%",
                "max-order-cost | 50 or 11% | risk.max-order-cost, risk.max-market-loss: expected",
                "max-market-loss | 151 | risk.max-market-loss, risk.max-event-loss: expected",
                "max-event-loss | 401 | risk.max-event-loss, risk.max-portfolio-loss: expected",
                "max-settlement-loss | 151 | risk.max-settlement-loss, risk.max-event-loss: expected",
                "max-day-loss | 51 | risk.max-day-loss, risk.max-day-loss-halt: expected",
                "max-day-loss | 0 | risk.max-day-loss: expected dollars above 0",
                "max-day-loss | -5 | risk.max-day-loss: expected dollars above 0",
                "max-day-loss | 20 or 0% | risk.max-day-loss: expected dollars above 0",
                "max-order-contracts | 201 | risk.max-order-contracts, risk.max-position-contracts: expected",
                "max-order-contracts | 0 | risk.max-order-contracts: expected a whole number of at least 1, found '0'",
                "max-market-orders | 201 | risk.max-market-orders, risk.max-orders: expected",
                "max-drawdown-percent | 101 | risk.max-drawdown-percent: expected 1 to 100, found '101'",
                "max-spread | 2 | risk.max-spread: expected dollars between 0 and 1, such as 0.10, found '2'",
                "flatten-slippage | 0.11 | risk.flatten-slippage, risk.price-collar: expected",
                "clock-tolerance | soon | risk.clock-tolerance: expected a duration such as 10s, found 'soon'"
            })
    void limitsThatContradictAreRefused(String name, String value, String message) {
        assertThatThrownBy(() -> PackagedLimits.with(100, Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void ordersMustNotOutliveTheirLimit() {
        RiskLimits limits = PackagedLimits.with(100, Map.of());
        limits.requireLife(Duration.ofMinutes(2));
        assertThatThrownBy(() -> limits.requireLife(Duration.ofMinutes(3)))
                .hasMessageStartingWith("market-making.expiration, risk.max-order-life: expected");
    }

    @Test
    void whatWouldBeDeniedEachTimeIsRefusedAtOnce() {
        RiskLimits limits = PackagedLimits.with(100, Map.of());
        limits.requireRoom(Quantity.ofContracts(100), 20, Optional.of(Duration.ofSeconds(6)));
        limits.requireRoom(Quantity.ofContracts(100), 20, Optional.empty());
        assertThatThrownBy(() -> limits.requireRoom(Quantity.ofContracts(101), 20, Optional.empty()))
                .hasMessage("market-making.trade-size, risk.max-order-contracts: expected the first to be at most the"
                        + " second, found 101.00 and 100.00");
        assertThatThrownBy(() -> limits.requireRoom(Quantity.ofContracts(1), 21, Optional.empty()))
                .hasMessageStartingWith("market-making.markets, risk.max-markets: expected");
        assertThatThrownBy(() -> limits.requireRoom(Quantity.ofContracts(1), 2, Optional.of(Duration.ofMillis(5_999))))
                .hasMessageStartingWith("market-making.wait-time, risk.max-repetitions: expected")
                .hasMessageEndingWith("found a cycle every 5.999 s and 10 repetitions");
    }

    @Test
    void outsideTheSandboxATenthIsTheStart() {
        RiskLimits tenth = PackagedLimits.with(10, Map.of());
        assertThat(tenth.orderSize).isEqualTo(Quantity.ofContracts(10));
        assertThat(tenth.orderCost).hasToString("5 or 5%");
        assertThatThrownBy(() -> PackagedLimits.with(0, Map.of())).hasMessageStartingWith("risk.caps-percent:");
    }

    @Test
    void lowerOfDollarsAndShareBinds() {
        Cap cap = Cap.parse("risk.x", "50 or 5%");
        assertThat(cap.of(Money.parse("1000"))).isEqualTo(Money.parse("50"));
        assertThat(cap.of(Money.parse("10000"))).isEqualTo(Money.parse("50"));
        assertThat(cap.of(Money.parse("200"))).isEqualTo(Money.parse("10"));
        assertThat(cap.of(Money.ZERO)).as("the equity is not known").isEqualTo(Money.parse("50"));
    }
}
