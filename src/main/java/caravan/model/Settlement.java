package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a market paid out to us.
 *
 * @param result the exchange's word: yes, no or scalar
 * @param yes contracts of YES that were held
 * @param yesCost what they had cost
 * @param revenue what was paid out, to the cent
 * @param value what one YES contract was worth, to the cent; null where the exchange does not say, as of a void market
 */
public record Settlement(
        String ticker,
        @Nullable String eventTicker,
        String result,
        Quantity yes,
        Money yesCost,
        Quantity no,
        Money noCost,
        Money revenue,
        @Nullable Money value,
        @Nullable Money fee,
        @Nullable Instant settledTime) {
    private static final long CENT = 10_000;

    /** The same with the parts of a cent that {@link #revenue} leaves out, where they follow from the rest. */
    public Settlement exact() {
        boolean plain = result.equals("yes") || result.equals("no");
        Money worth = plain
                ? revenue
                // A market without a result returns what its contracts have cost.
                : value == null ? yesCost.plus(noCost) : scalar(value.units() / 100);
        Money paid = worth.units() / CENT == revenue.units() / CENT ? worth : revenue;
        return new Settlement(ticker, eventTicker, result, yes, yesCost, no, noCost, paid, value, fee, settledTime);
    }

    /** @param each what one YES contract is worth, in ten-thousandths of a dollar; a NO contract is worth the rest */
    private Money scalar(long each) {
        return new Money(yes.units() * each + no.units() * (Price.UNITS_PER_DOLLAR - each));
    }
}
