package caravan.orders;

import caravan.model.OrderUpdate;
import caravan.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange has told of one version of an order: by its newest update, and by the answer to a decrease.
 *
 * @param time by the exchange's clock; null where nothing was told, or no time
 * @param filled null where nothing was told
 * @param remaining null where nothing was told
 * @param decreasedTo what a decrease is known to have left at most; null where there was none
 */
record Told(
        @Nullable Instant time,
        @Nullable Quantity filled,
        @Nullable Quantity remaining,
        @Nullable Quantity decreasedTo) {
    static final Told NOTHING = new Told(null, null, null, null);

    Told by(OrderUpdate update) {
        return new Told(update.exchangeTime(), update.filled(), update.remaining(), decreasedTo);
    }

    Told decreased(Quantity to) {
        return new Told(time, filled, remaining, to);
    }

    /**
     * Whether an update is newer. Within one tick of the exchange's clock more filled is newer, and of two equals the larger
     * one counts.
     *
     * @param total contracts in all, as far as was told
     */
    boolean isOlderThan(OrderUpdate update, Quantity total) {
        if (filled == null || time == null) {
            return true;
        }
        Instant other = update.exchangeTime();
        int later = other == null ? 0 : other.compareTo(time);
        if (later != 0) {
            return later > 0;
        }
        int more = update.filled().compareTo(filled);
        if (more != 0) {
            return more > 0;
        }
        if (decreasedTo != null) {
            return update.remaining().compareTo(decreasedTo) <= 0;
        }
        return other != null && update.filled().plus(update.remaining()).compareTo(total) > 0;
    }

    /** How much rests the answer to a decrease tells, but not how much was filled: only an update tells both at once. */
    boolean isDecreaseTold() {
        return decreasedTo == null || remaining != null && remaining.compareTo(decreasedTo) <= 0;
    }
}
