package caravan.portfolio;

import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Matches what was closed in one market with what was bought first. A purchase of the other side closes, at one dollar the
 * pair. Fees go with the contracts that they were paid for. Not thread-safe.
 */
final class TaxLots {
    private static final long DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final String SETTLEMENT = "settlement";
    private static final String NEW_EXCHANGE = "new exchange";

    private final Deque<Lot> lots = new ArrayDeque<>();
    private final List<Closing> closings = new ArrayList<>();
    private Outcome outcome = Outcome.YES;

    /** What is left of one purchase. */
    private static final class Lot {
        private final Instant time;
        private long quantity;
        private long cost;
        private long fees;

        Lot(Instant time, long quantity, long cost, long fees) {
            this.time = time;
            this.quantity = quantity;
            this.cost = cost;
            this.fees = fees;
        }
    }

    void fill(OwnFill own) {
        Fill fill = own.fill();
        Outcome bought = fill.side() == BookSide.BID ? Outcome.YES : Outcome.NO;
        long each = bought == Outcome.YES
                ? fill.price().units()
                : DOLLAR - fill.price().units();
        long quantity = fill.quantity().units();
        long fees = own.fee().units();
        if (bought != outcome && !lots.isEmpty()) {
            long closed = Math.min(quantity, held());
            long share = MarketLedger.part(fees, closed, quantity);
            close(closed, closed * (DOLLAR - each), share, fill.exchangeTime(), fill.tradeId());
            quantity -= closed;
            fees -= share;
        }
        if (quantity > 0) {
            outcome = bought;
            lots.add(new Lot(fill.exchangeTime(), quantity, quantity * each, fees));
        }
    }

    /** The market pays out all that is held. */
    void settle(Money payout, Instant time) {
        end(payout, time, SETTLEMENT);
    }

    /** The exchange is no more, and all that is held counts as returned. */
    void giveBack(Money cost, Instant time) {
        end(cost, time, NEW_EXCHANGE);
    }

    private void end(Money paid, Instant time, String by) {
        if (!lots.isEmpty()) {
            close(held(), paid.units(), 0, time, by);
        }
    }

    private long held() {
        return lots.stream().mapToLong(lot -> lot.quantity).sum();
    }

    private void close(long quantity, long proceeds, long fees, Instant time, String closedBy) {
        long open = quantity;
        long unpaid = proceeds;
        long unbilled = fees;
        while (open > 0) {
            Lot lot = lots.getFirst();
            long part = Math.min(open, lot.quantity);
            long paid = MarketLedger.part(unpaid, part, open);
            long billed = MarketLedger.part(unbilled, part, open);
            long cost = MarketLedger.part(lot.cost, part, lot.quantity);
            long bought = MarketLedger.part(lot.fees, part, lot.quantity);
            closings.add(new Closing(
                    outcome,
                    new Quantity(part),
                    lot.time,
                    time,
                    new Money(paid),
                    new Money(cost),
                    new Money(billed + bought),
                    closedBy));
            lot.quantity -= part;
            lot.cost -= cost;
            lot.fees -= bought;
            open -= part;
            unpaid -= paid;
            unbilled -= billed;
            if (lot.quantity == 0) {
                lots.removeFirst();
            }
        }
    }

    /** Oldest first. */
    List<Closing> closings() {
        return List.copyOf(closings);
    }
}
