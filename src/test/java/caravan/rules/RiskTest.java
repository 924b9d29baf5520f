package caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.MarketRisk.Resting;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskTest {
    @Test
    void ordersThatRestCountAsFilledWhereTheyLose() {
        MarketRisk market = new MarketRisk(
                Quantity.ofContracts(60),
                Money.parse("27"),
                List.of(
                        new Resting(BookSide.BID, Price.parse("0.42"), Quantity.ofContracts(50)),
                        new Resting(BookSide.ASK, Price.parse("0.48"), Quantity.ofContracts(80))));
        assertThat(market.lossIf(false)).isEqualTo(Money.parse("48.00"));
        assertThat(market.lossIf(true)).isEqualTo(Money.parse("8.60"));
        assertThat(market.worstCaseLoss()).isEqualTo(Money.parse("48.00"));
    }

    @Test
    void exclusiveMarketsOfWhichNoneMayResolveYes() {
        List<MarketRisk> markets = List.of(yes(100, "0.40"), yes(60, "0.35"), no(80, "0.78"));
        assertThat(EventRisk.exclusive(markets, false)).isEqualTo(Money.parse("123.40"));
    }

    @Test
    void twoNoPositionsInExclusiveMarketsCoverOneAnother() {
        List<MarketRisk> markets = List.of(no(50, "0.70"), no(50, "0.70"));
        assertThat(markets.get(0).worstCaseLoss()).isEqualTo(Money.parse("35.00"));
        assertThat(EventRisk.exclusive(markets, false)).isEqualTo(Money.parse("20.00"));
        assertThat(EventRisk.independent(markets)).isEqualTo(Money.parse("70.00"));
    }

    @Test
    void oneOfThemIsSureToWin() {
        List<MarketRisk> markets = List.of(yes(10, "0.40"), yes(10, "0.50"));
        assertThat(EventRisk.exclusive(markets, true)).isEqualTo(Money.parse("-1.00"));
        assertThat(EventRisk.exclusive(markets, false)).isEqualTo(Money.parse("9.00"));
    }

    @Test
    void nothingRisksNothing() {
        assertThat(MarketRisk.none().worstCaseLoss()).isEqualTo(Money.ZERO);
        assertThat(EventRisk.exclusive(List.of(), true)).isEqualTo(Money.ZERO);
    }

    @Test
    void costIsNeverNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MarketRisk(Quantity.ZERO, Money.parse("-1"), List.of()))
                .withMessageContaining("cost of at least 0");
    }

    private static MarketRisk yes(int contracts, String price) {
        return held(Quantity.ofContracts(contracts), contracts, price);
    }

    private static MarketRisk no(int contracts, String price) {
        return held(Quantity.ofContracts(-contracts), contracts, price);
    }

    private static MarketRisk held(Quantity position, int contracts, String price) {
        return new MarketRisk(position, new Money(Price.parse(price).units() * contracts * 100L), List.of());
    }
}
