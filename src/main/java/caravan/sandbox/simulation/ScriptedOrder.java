package caravan.sandbox.simulation;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Duration;
import java.util.List;

/**
 * An order of the own account and how it is going to be filled.
 *
 * @param parts the fills, in order; prices are those of the traded outcome
 * @param interval from the order to its first fill, and from each fill to the next
 * @param complete whether the parts are all of the order; otherwise as much as the last part stays unfilled
 */
public record ScriptedOrder(
        String ticker, Outcome outcome, Action action, List<Part> parts, Duration interval, boolean complete) {
    /** One fill to come. */
    public record Part(Quantity quantity, Price price) {
        public Part {
            if (quantity.units() <= 0) {
                throw new IllegalArgumentException("count must be above 0, was " + quantity);
            }
            if (price.units() == 0 || price.units() == Price.UNITS_PER_DOLLAR) {
                throw new IllegalArgumentException("price must be between 0 and 1 dollar, was " + price);
            }
        }
    }

    public ScriptedOrder {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("parts must hold at least one fill, was empty");
        }
        if (interval.isNegative()) {
            throw new IllegalArgumentException("interval_ms must be at least 0, was " + interval.toMillis());
        }
    }

    /** Where it stands in the book: buying YES and selling NO both bid for YES. */
    BookSide side() {
        return (outcome == Outcome.YES) == (action == Action.BUY) ? BookSide.BID : BookSide.ASK;
    }

    /** A part's YES price, in price units. */
    int price(Part part) {
        Price price = part.price();
        return (outcome == Outcome.YES ? price : price.complement()).units();
    }

    /** The worst of the parts' YES prices: what the order allows. */
    int limit() {
        int limit = price(parts.get(0));
        for (Part part : parts) {
            int price = price(part);
            limit = side() == BookSide.BID ? Math.max(limit, price) : Math.min(limit, price);
        }
        return limit;
    }

    /** Hundredths of a contract. */
    long quantity() {
        long sum = 0;
        for (Part part : parts) {
            sum = Math.addExact(sum, part.quantity().units());
        }
        return complete
                ? sum
                : Math.addExact(sum, parts.get(parts.size() - 1).quantity().units());
    }

    /**
     * How many of the first parts an order at the limit takes on its arrival: those at better prices, as long as each is
     * no better than the one before, since the best price trades first.
     */
    int taken() {
        int limit = limit();
        int taken = 0;
        while (taken < parts.size() && price(parts.get(taken)) != limit && (taken == 0 || inOrder(taken))) {
            taken++;
        }
        return taken;
    }

    private boolean inOrder(int index) {
        int before = price(parts.get(index - 1));
        int price = price(parts.get(index));
        return side() == BookSide.BID ? before <= price : before >= price;
    }
}
