package caravan.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of our order groups came to be, changed, or canceled its orders.
 *
 * @param change the exchange's word for it, for example {@code triggered}
 * @param limit contracts that the group may fill; null where the change does not concern it
 */
public record OrderGroupUpdate(
        String orderGroupId,
        String change,
        @Nullable Quantity limit,
        @Nullable Instant exchangeTime) implements StreamMessage {
    @Override
    public @Nullable String ticker() {
        return null;
    }
}
