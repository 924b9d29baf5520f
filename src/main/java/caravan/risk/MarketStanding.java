package caravan.risk;

import caravan.model.BookSide;
import caravan.model.BookView;
import caravan.model.Money;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.rules.MarketRisk;
import caravan.rules.PriceGrid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where we stand in one market.
 *
 * @param status the exchange's word, for example {@code active}; null while it is not known
 * @param closeTime null while it is not known
 * @param book null while none was heard
 * @param grid null while it is not known
 * @param feesKnown whether what a fill costs is known
 * @param position contracts held, NO negative
 * @param cost what was paid for them
 * @param orders all that may still be filled: also those that were sent and not yet answered
 * @param dayLoss lost in this market today, after fees, marked at mid; negative where something was won
 */
public record MarketStanding(
        String ticker,
        String eventTicker,
        @Nullable String status,
        @Nullable Instant closeTime,
        @Nullable BookView book,
        @Nullable PriceGrid grid,
        boolean feesKnown,
        Quantity position,
        Money cost,
        List<RestingOrder> orders,
        Money dayLoss) {
    public MarketStanding {
        orders = List.copyOf(orders);
    }

    /** The same with other orders. */
    MarketStanding with(List<RestingOrder> others) {
        return new MarketStanding(
                ticker, eventTicker, status, closeTime, book, grid, feesKnown, position, cost, others, dayLoss);
    }

    /** The largest position that could come of what is held and what rests, without its sign. */
    Quantity worstPosition() {
        long bids = resting(BookSide.BID);
        long asks = resting(BookSide.ASK);
        return new Quantity(Math.max(Math.abs(position.units() + bids), Math.abs(position.units() - asks)));
    }

    private long resting(BookSide side) {
        return orders.stream()
                .filter(order -> order.side() == side)
                .mapToLong(order -> order.quantity().units())
                .sum();
    }

    /** What could be won and lost here. */
    MarketRisk risk() {
        return new MarketRisk(
                position,
                cost,
                orders.stream()
                        .map(order -> new MarketRisk.Resting(order.side(), order.price(), order.quantity()))
                        .toList());
    }
}
