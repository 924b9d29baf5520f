package caravan.watch;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.MarketView;
import caravan.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes();

    @Test
    void firstLookTellsEverythingAndTheNextNothing() {
        assertThat(changes.lines(Views.full()))
                .containsExactly(
                        "16:30:15 STATE KXRAIN-26NOV21-T1 VALID",
                        "16:30:15 BOOK KXRAIN-26NOV21-T1 YES 45¢ / 47.25¢, spread 2.25¢ | NO 52.75¢ / 55¢, spread 2.25¢"
                                + " | bids 3 levels, 1,507.50 contracts | asks 2 levels, 1,234,579 contracts",
                        "16:30:15 TICKER KXRAIN-26NOV21-T1 bid 45¢ ask 47.25¢ last 46¢ volume 33,896 open interest"
                                + " 20,422.25",
                        "16:30:15 TRADE KXRAIN-26NOV21-T1 YES 45¢ | NO 55¢ | 50 contracts | taker NO",
                        "16:30:15 TRADE KXRAIN-26NOV21-T1 YES 46¢ | NO 54¢ | 50 contracts | taker YES",
                        "16:30:15 FILL KXRAIN-26NOV21-T1 bought 12.50 NO at 54¢",
                        "16:30:15 POSITION KXRAIN-26NOV21-T1 -12.50");
        assertThat(changes.lines(Views.full())).isEmpty();
    }

    @Test
    void onlyWhatIsNewIsTold() {
        changes.lines(Views.full());
        MarketView.Account filled =
                new MarketView.Account(Quantity.ZERO, null, 2, List.of(Views.fill("8"), Views.fill("7")));
        MarketView next = new MarketView(
                Views.TIME,
                Views.TICKER,
                null,
                Views.book(BookState.SUSPECT, "a frame is missing"),
                Views.summary(),
                null,
                3,
                List.of(Views.trade("3", "0.47", BookSide.BID), Views.trade("2", "0.46", BookSide.BID)),
                filled);
        assertThat(changes.lines(next))
                .containsExactly(
                        "16:30:15 STATE KXRAIN-26NOV21-T1 SUSPECT (a frame is missing)",
                        "16:30:15 TRADE KXRAIN-26NOV21-T1 YES 47¢ | NO 53¢ | 50 contracts | taker YES",
                        "16:30:15 FILL KXRAIN-26NOV21-T1 bought 12.50 NO at 54¢",
                        "16:30:15 POSITION KXRAIN-26NOV21-T1 0");
    }
}
