package caravan.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Money;
import caravan.model.Quantity;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountComparisonTest {
    private static final Money CASH = Money.parse("10000");

    @Test
    void whatAPersonHeldBeforeIsTold() {
        assertThat(AccountComparison.opening(CASH, Set.of("M", "N"), held("M", "N")))
                .isEqualTo("The account has 10000.000000 dollars and positions in 2 markets that were there before;"
                        + " they are left alone");
    }

    /** The built-in exchange begins anew with each start, and our own fills stay. */
    @Test
    void ourFillsOfAnExchangeThatIsNoMoreAreNoPositions() {
        assertThat(AccountComparison.opening(CASH, Set.of("M"), Map.of()))
                .isEqualTo("The account has 10000.000000 dollars and no positions but by fills that are stored here."
                        + " Markets in which the fills stored here are of an exchange before: 1");
    }

    @Test
    void anEmptyAccountHasNothing() {
        assertThat(AccountComparison.opening(CASH, Set.of(), held("M")))
                .isEqualTo("The account has 10000.000000 dollars and no positions but by fills that are stored here");
    }

    private static Map<String, Quantity> held(String... tickers) {
        return Arrays.stream(tickers).collect(Collectors.toMap(ticker -> ticker, ticker -> Quantity.ofContracts(3)));
    }
}
