package caravan.fills;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the partial fills of one order are waited for: until none came for the quiet period, but never longer than
 * the longest wait after the first.
 *
 * <p>The time of the first fill travels in a header of the group itself, so that a group that ends, in whatever way,
 * leaves nothing behind. Holds no state.
 */
public final class FillWindow {
    /** When the first fill of the group came, an {@link Instant}. */
    static final String FIRST = "CaravanFirstFillTime";

    private final Duration quietPeriod;
    private final Duration maxWait;
    private final InstantSource clock;

    public FillWindow(Duration quietPeriod, Duration maxWait, InstantSource clock) {
        this.quietPeriod = quietPeriod;
        this.maxWait = maxWait;
        this.clock = clock;
    }

    /**
     * Adds a fill to the group of its order.
     *
     * @param group headers of the group so far; null when the fill opens it
     * @return the order id, which is all that a group is about: the fills themselves are in the ledger
     */
    public String extend(
            @Nullable String sameOrderId,
            @Nullable Map<String, Object> group,
            String orderId,
            Map<String, Object> headers) {
        Object first = group == null ? null : group.get(FIRST);
        headers.put(FIRST, first == null ? clock.instant() : first);
        return orderId;
    }

    /** Milliseconds from now until the group is told about if no other fill comes; at least 1. */
    public long millisLeft(Instant firstFillTime) {
        Duration untilCap = Duration.between(clock.instant(), firstFillTime.plus(maxWait));
        return Math.max(1, Math.min(quietPeriod.toMillis(), untilCap.toMillis()));
    }
}
