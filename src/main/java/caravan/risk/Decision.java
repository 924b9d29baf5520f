package caravan.risk;

import caravan.model.Approved;
import caravan.model.OrderRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one request.
 *
 * @param approved empty where it was denied
 * @param denials every check that has something against it, in the order of the checks
 */
public record Decision(OrderRequest request, Instant time, Optional<Approved> approved, List<Verdict> denials) {
    public Decision {
        denials = List.copyOf(denials);
    }
}
