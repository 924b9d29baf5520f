package caravan.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What became of a request, or of several that place orders: to be found out at the exchange.
 *
 * @param requestIds the rows, in the order of the outcomes
 * @param operation for example {@code CreateOrderV2}
 * @param parameters with which it was called, as far as they are needed to find out
 * @param begun when it was not sent yet
 * @param ended when it could no longer be sent
 */
public record Question(
        List<String> requestIds, String operation, Map<String, Object> parameters, Instant begun, Instant ended) {
    public Question {
        requestIds = List.copyOf(requestIds);
        parameters = Map.copyOf(parameters);
    }
}
