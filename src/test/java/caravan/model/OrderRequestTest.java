package caravan.model;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRequestTest {
    private static final RestingOrder RESTING = new RestingOrder(
            "own-1", "M", BookSide.BID, Price.ofCents(40), Quantity.ofContracts(1), Instant.EPOCH, null);

    /** Risk looks at the market of the order, and the exchange would be asked for the one of the quote. */
    @Test
    void orderStaysInItsMarketAndOnItsSide() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderRequest.Amend(RESTING, quote("N", BookSide.BID)))
                .withMessage("expected a quote on the side BID in M, found one on BID in N");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderRequest.Amend(RESTING, quote("M", BookSide.ASK)));
    }

    /** What is in the way in a market is looked for by the plan's ticker. */
    @Test
    void planIsForOneMarket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuotePlan("M", List.of(quote("N", BookSide.BID)), List.of()))
                .withMessage("expected quotes in M alone, found one in N");
    }

    private static Quote quote(String ticker, BookSide side) {
        return new Quote(ticker, side, Price.ofCents(40), Quantity.ofContracts(1), "test");
    }
}
