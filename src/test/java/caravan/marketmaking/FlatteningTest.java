package caravan.marketmaking;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.OrderRequest.Exit;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import caravan.rules.PriceGrid.Band;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlatteningTest {
    private static final PriceGrid TAPERED = new PriceGrid(List.of(
            Band.parse("0", "0.10", "0.001"), Band.parse("0.10", "0.90", "0.01"), Band.parse("0.90", "1", "0.001")));
    private static final PriceGrid CENTS = new PriceGrid(List.of(Band.parse("0", "1", "0.01")));

    @Test
    void yesIsSoldALittleBelowTheBestBid() {
        assertThat(exit(200, 3, new Situations().bid(46, 10).ask(48, 10), CENTS))
                .hasValueSatisfying(exit -> {
                    assertThat(exit.side()).isEqualTo(BookSide.ASK);
                    assertThat(exit.price()).isEqualTo(Price.ofCents(44));
                    assertThat(exit.quantity()).isEqualTo(Quantity.ofContracts(3));
                });
    }

    @Test
    void noIsBoughtBackALittleAboveTheBestAsk() {
        assertThat(exit(200, -3, new Situations().bid(46, 10).ask(48, 10), CENTS))
                .hasValueSatisfying(exit -> {
                    assertThat(exit.side()).isEqualTo(BookSide.BID);
                    assertThat(exit.price()).isEqualTo(Price.ofCents(50));
                });
    }

    @Test
    void theLimitStaysOnTheGridAndIsNeverExceeded() {
        assertThat(exit(15, 1, new Situations().bid(12, 10), TAPERED))
                .hasValueSatisfying(exit -> assertThat(exit.price()).isEqualTo(Price.ofCents(12)));
        assertThat(exit(200, 1, new Situations().bid(1, 10), CENTS))
                .hasValueSatisfying(exit -> assertThat(exit.price()).isEqualTo(Price.ofCents(1)));
        assertThat(exit(200, -1, new Situations().ask(99, 10), CENTS))
                .hasValueSatisfying(exit -> assertThat(exit.price()).isEqualTo(Price.ofCents(99)));
    }

    @Test
    void nobodyClosesWhereNobodyTakesOrNobodyKnows() {
        assertThat(exit(200, 1, new Situations().ask(48, 10), CENTS)).isEmpty();
        assertThat(exit(200, 1, new Situations().bid(48, 10).state(BookState.STALE), CENTS))
                .isEmpty();
        assertThat(exit(200, 0, new Situations().bid(48, 10), CENTS)).isEmpty();
    }

    private static Optional<Exit> exit(int slippage, int held, Situations book, PriceGrid grid) {
        return new Flattening(slippage)
                .exit(Quantity.ofContracts(held), book.get().book(), grid);
    }
}
