package caravan.marketmaking;

import static caravan.marketmaking.Situations.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.rules.PriceGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncentiveStrategyTest {
    private static final IncentiveStrategy ONE_BEHIND =
            new IncentiveStrategy(Quantity.ofContracts(1), 100, Quantity.ofContracts(300));

    @Test
    void restsOneCentBehindTheBestPriceOfBothSides() {
        assertThat(lines(ONE_BEHIND.quote(market().get()))).containsExactly("BID 0.4000 x 1.00", "ASK 0.4500 x 1.00");
    }

    @Test
    void bothSidesOrNoneWhereTheCrowdIsTooLarge() {
        QuotePlan plan = ONE_BEHIND.quote(market().ask(45, 301).get());
        assertThat(plan.quotes()).isEmpty();
        assertThat(plan.reasons())
                .containsExactly("301.00 contracts rest at ask 0.4500 or behind it, more than 300.00");
    }

    @Test
    void contractsInFrontOfOurPriceAreNoCrowd() {
        assertThat(lines(ONE_BEHIND.quote(
                        new Situations().bid(41, 5_000).ask(44, 5_000).get())))
                .containsExactly("BID 0.4000 x 1.00", "ASK 0.4500 x 1.00");
    }

    @Test
    void ownOrdersAreNeitherBestPriceNorCrowd() {
        Situations ownAtTheTop = new Situations()
                .own(BookSide.BID, 42, 10)
                .bid(42, 10)
                .bid(41, 100)
                .ask(44, 100)
                .own(BookSide.ASK, 45, 400)
                .ask(45, 400);
        assertThat(lines(ONE_BEHIND.quote(ownAtTheTop.get())))
                .containsExactly("BID 0.4000 x 1.00", "ASK 0.4500 x 1.00");
    }

    @Test
    void sideWithoutAPriceIsLeftOut() {
        QuotePlan plan = ONE_BEHIND.quote(new Situations().bid(41, 10).get());
        assertThat(lines(plan)).containsExactly("BID 0.4000 x 1.00");
        assertThat(plan.reasons()).containsExactly("nobody bids for NO, so there is no best price to rest behind");
    }

    @Test
    void lowestBidLeavesNoRoomBehindIt() {
        QuotePlan plan = ONE_BEHIND.quote(new Situations().bid(1, 10).ask(3, 10).get());
        assertThat(lines(plan)).containsExactly("ASK 0.0400 x 1.00");
        assertThat(plan.reasons()).containsExactly("no price is left for a bid behind 0.0100");
    }

    @Test
    void improvingNeverMeetsTheOtherSide() {
        assertThat(lines(improving().quote(new Situations().bid(41, 100).get())))
                .containsExactly("BID 0.4300 x 1.00");
        assertThat(lines(improving()
                        .quote(new Situations().bid(41, 100).ask(47, 100).get())))
                .containsExactly("BID 0.4300 x 1.00", "ASK 0.4500 x 1.00");
    }

    @Test
    void quotesThatWouldMeetOneAnotherAreNone() {
        QuotePlan plan = improving().quote(market().get());
        assertThat(plan.quotes()).isEmpty();
        assertThat(plan.reasons()).containsExactly("the bid 0.4300 and the ask 0.4200 would meet one another");
    }

    @Test
    void offGridPricesAreRoundedAwayFromTheMarket() {
        IncentiveStrategy half = new IncentiveStrategy(Quantity.ofContracts(1), 50, Quantity.ofContracts(300));
        assertThat(lines(half.quote(market().get()))).containsExactly("BID 0.4000 x 1.00", "ASK 0.4500 x 1.00");
        PriceGrid finer = new PriceGrid(List.of(PriceGrid.Band.parse("0.00", "1.00", "0.005")));
        assertThat(lines(half.quote(market().grid(finer).get())))
                .containsExactly("BID 0.4050 x 1.00", "ASK 0.4450 x 1.00");
    }

    @Test
    void bookThatIsNotValidIsNotQuotedOn() {
        QuotePlan plan = ONE_BEHIND.quote(market().state(BookState.SUSPECT).get());
        assertThat(plan.quotes()).isEmpty();
        assertThat(plan.reasons()).containsExactly("the book is SUSPECT: frame 7 is missing");
    }

    @Test
    void sizeOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IncentiveStrategy(Quantity.ZERO, 100, Quantity.ofContracts(300)))
                .withMessageContaining("size above 0");
    }

    private static IncentiveStrategy improving() {
        return new IncentiveStrategy(Quantity.ofContracts(1), -200, Quantity.ofContracts(300));
    }

    private static Situations market() {
        return new Situations().bid(41, 100).bid(40, 50).ask(44, 100);
    }
}
