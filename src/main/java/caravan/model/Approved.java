package caravan.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A request that passed every check of risk. Only risk makes one, and orders sends nothing else.
 *
 * @param number counts approvals since the start; what was reserved for this one is given back under it
 * @param expiration when the exchange is to cancel the order by itself
 * @param time when it was approved
 */
public record Approved(OrderRequest request, long number, Instant expiration, Instant time) {
    public Approved {
        Objects.requireNonNull(request);
    }
}
