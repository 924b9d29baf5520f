package caravan.sandbox.simulation;

import caravan.model.Action;
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
}
