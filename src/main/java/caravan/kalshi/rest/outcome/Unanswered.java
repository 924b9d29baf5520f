package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A request of which nobody knows what became.
 *
 * <p>Times are of the clock that signs. Where they are not known exactly, begun may be earlier and ended later.
 *
 * @param parameters with which the operation was called
 * @param begun when it was not sent yet
 * @param ended when its failure was seen; it was signed before
 */
public record Unanswered(Operation operation, Map<String, ?> parameters, Instant begun, Instant ended) {
    /** A clock that was set back meanwhile would have it over too early. */
    public Unanswered {
        ended = ended.isBefore(begun) ? begun : ended;
    }

    /** From when on something of it may be found. */
    Instant from(Patience patience) {
        return begun.minus(patience.lateness());
    }

    /** Whether it cannot be carried out any more. */
    boolean isTooLateAt(Instant time, Patience patience) {
        return Duration.between(ended, time).compareTo(patience.lateness()) >= 0;
    }
}
