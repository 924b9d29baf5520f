package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FillTest {
    /** Ten NO at 60 ¢ are 60 ¢ each, though the exchange calls it 40 ¢ of YES. */
    @Test
    void tradedPriceIsThatOfTheSideThatWasTraded() {
        assertThat(fill(Outcome.NO, Action.BUY).tradedPrice()).isEqualTo(Price.ofCents(60));
        assertThat(fill(Outcome.YES, Action.SELL).tradedPrice()).isEqualTo(Price.ofCents(40));
        assertThat(fill(Outcome.NO, Action.BUY).tradedPrice().times(Quantity.ofContracts(10)))
                .isEqualTo(Money.parse("6"));
    }

    private static Fill fill(Outcome outcome, Action action) {
        return new Fill(
                "t",
                "o",
                null,
                "M",
                BookSide.ASK,
                outcome,
                action,
                Price.ofCents(40),
                Quantity.ofContracts(10),
                null,
                null,
                null,
                null,
                Instant.EPOCH);
    }
}
