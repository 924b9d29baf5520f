package caravan.rules;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.List;

/**
 * What could be won and lost in one market: what is held, and what rests and may be filled at any moment.
 *
 * @param position contracts held, NO negative
 * @param cost what was paid for them, at least 0
 */
public record MarketRisk(Quantity position, Money cost, List<Resting> resting) {
    public MarketRisk {
        resting = List.copyOf(resting);
        if (cost.units() < 0) {
            throw new IllegalArgumentException("expected a cost of at least 0, was " + cost);
        }
    }

    /** What still rests of one order. */
    public record Resting(BookSide side, Price price, Quantity quantity) {
        /** What the exchange takes for it if it is filled: a bid buys YES, an ask buys NO. */
        public Money collateral() {
            Price paid = side == BookSide.BID ? price : price.complement();
            return paid.times(quantity);
        }
    }

    /** Nothing is held and nothing rests. */
    public static MarketRisk none() {
        return new MarketRisk(Quantity.ZERO, Money.ZERO, List.of());
    }

    /**
     * What is lost if the market resolves so and the exchange fills, of what rests, exactly the orders that lose then.
     *
     * @return negative where something is won
     */
    public Money lossIf(boolean resolvesYes) {
        long held = position.units();
        boolean wins = resolvesYes ? held > 0 : held < 0;
        long payout = wins ? Math.multiplyExact(Math.abs(held), Price.UNITS_PER_DOLLAR) : 0;
        BookSide losing = resolvesYes ? BookSide.ASK : BookSide.BID;
        long loss = Math.subtractExact(cost.units(), payout);
        for (Resting order : resting) {
            if (order.side() == losing) {
                loss = Math.addExact(loss, order.collateral().units());
            }
        }
        return new Money(loss);
    }

    /** The most that can be lost, whatever happens; negative where something is won for sure. */
    public Money worstCaseLoss() {
        Money yes = lossIf(true);
        Money no = lossIf(false);
        return yes.compareTo(no) >= 0 ? yes : no;
    }
}
