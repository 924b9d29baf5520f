package caravan.marketmaking;

import static caravan.marketmaking.Situations.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import java.util.List;
import org.junit.jupiter.api.Test;

class TouchStrategyTest {
    private static final TouchStrategy JOIN = touch(0, 2, 1);

    @Test
    void joinsTheBestPriceOfBothSides() {
        assertThat(lines(JOIN.quote(market().get()))).containsExactly("BID 0.4000 x 10.00", "ASK 0.4500 x 10.00");
    }

    @Test
    void improvesByTicks() {
        assertThat(lines(touch(1, 2, 0).quote(market().get())))
                .containsExactly("BID 0.4100 x 10.00", "ASK 0.4400 x 10.00");
    }

    @Test
    void keepsItsQuotesApart() {
        assertThat(lines(touch(0, 4, 0)
                        .quote(new Situations().bid(40, 10).ask(41, 10).get())))
                .containsExactly("BID 0.3800 x 10.00", "ASK 0.4200 x 10.00");
    }

    @Test
    void leansAgainstWhatItHolds() {
        assertThat(lines(JOIN.quote(market().position(50).get())))
                .containsExactly("BID 0.3800 x 10.00", "ASK 0.4300 x 10.00");
        assertThat(lines(JOIN.quote(market().position(-50).get())))
                .containsExactly("BID 0.4200 x 10.00", "ASK 0.4700 x 10.00");
    }

    @Test
    void itsOwnQuotesNeverMeet() {
        assertThat(lines(touch(3, 1, 0).quote(market().get())))
                .containsExactly("BID 0.4200 x 10.00", "ASK 0.4300 x 10.00");
    }

    @Test
    void neverMeetsTheOtherSide() {
        assertThat(lines(touch(0, 2, 0).quote(market().position(-500).get())))
                .containsExactly("BID 0.4400 x 10.00", "ASK 0.6500 x 10.00");
    }

    @Test
    void orderThatIsNearEnoughStays() {
        Situations near = market().own(BookSide.BID, 39, 10).own(BookSide.ASK, 47, 10);
        assertThat(lines(JOIN.quote(near.get()))).containsExactly("BID 0.3900 x 10.00", "ASK 0.4500 x 10.00");
    }

    @Test
    void ordersDoNotStayWhereTheyAreNearerToOneAnotherThanAsked() {
        Situations tooNear = market().own(BookSide.BID, 43, 10);
        assertThat(lines(touch(2, 1, 1).quote(tooNear.get())))
                .as("the bid that rests is where the ask has to be")
                .containsExactly("BID 0.4200 x 10.00", "ASK 0.4300 x 10.00");
        Situations both = market().own(BookSide.BID, 42, 10).own(BookSide.ASK, 43, 10);
        assertThat(lines(touch(1, 3, 1).quote(both.get()))).containsExactly("BID 0.4100 x 10.00", "ASK 0.4400 x 10.00");
    }

    @Test
    void marketWhoseBestPricesAreNoPricesOfItsGridIsLeftAlone() {
        PriceGrid middle = new PriceGrid(List.of(PriceGrid.Band.parse("0.10", "0.90", "0.01")));
        assertThat(JOIN.quote(new Situations()
                                .bid(5, 10)
                                .ask(40, 10)
                                .grid(middle)
                                .get())
                        .reasons())
                .containsExactly("the best prices are beyond those at which it may be quoted");
    }

    @Test
    void orderThatWouldMeetTheOtherSideDoesNotStay() {
        Situations crossed = new Situations().bid(40, 10).ask(41, 10).own(BookSide.BID, 41, 10);
        assertThat(lines(touch(0, 1, 1).quote(crossed.get()))).contains("BID 0.4000 x 10.00");
    }

    @Test
    void doesNotFollowItself() {
        Situations alone = new Situations().bid(44, 10).bid(40, 5).ask(45, 20).own(BookSide.BID, 44, 10);
        assertThat(lines(touch(1, 1, 0).quote(alone.get()))).contains("BID 0.4100 x 10.00");
    }

    @Test
    void oneSidedMarketTellsNothing() {
        assertThat(JOIN.quote(new Situations().bid(40, 10).get()).quotes()).isEmpty();
    }

    @Test
    void priceBeyondTheGridIsLeftOut() {
        assertThat(lines(JOIN.quote(
                        new Situations().bid(1, 10).ask(4, 10).position(50).get())))
                .containsExactly("ASK 0.0200 x 10.00");
    }

    @Test
    void bookThatIsNotValidIsNotQuotedOn() {
        assertThat(JOIN.quote(market().state(BookState.STALE).get()).reasons())
                .containsExactly("the book is STALE: frame 7 is missing");
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> touch(-1, 2, 0)).withMessageContaining("improve");
        assertThatIllegalArgumentException().isThrownBy(() -> touch(0, 0, 0)).withMessageContaining("at least 1 tick");
    }

    private static Situations market() {
        return new Situations().bid(40, 100).ask(45, 100);
    }

    private static TouchStrategy touch(int improve, int minSpread, int tolerance) {
        return new TouchStrategy(Quantity.ofContracts(10), improve, minSpread, Quantity.ofContracts(25), tolerance);
    }
}
