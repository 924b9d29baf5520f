package caravan.orders;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    /** About one request that failed and was to change an order. */
    static Question about(PendingRequest request, String orderId) {
        Map<String, Object> sought = switch (request.kind) {
            case AMEND, RENEW -> Map.of("order_id", orderId, "updated_client_order_id", request.id);
            case DECREASE -> Map.of("order_id", orderId, "reduce_to", request.quantity.toString());
            default -> Map.of("order_id", orderId);
        };
        return new Question(
                List.of(request.id),
                request.kind.operation(),
                sought,
                request.begun,
                Objects.requireNonNull(request.failed));
    }

    /** About all that failed and were to place an order; at least one. */
    static Question aboutNew(List<PendingRequest> requests) {
        return new Question(
                requests.stream().map(request -> request.id).toList(),
                "BatchCreateOrdersV2",
                Map.of(
                        "orders",
                        requests.stream()
                                .map(request -> Map.of("client_order_id", request.id, "ticker", request.ticker))
                                .toList()),
                requests.stream()
                        .map(request -> request.begun)
                        .min(Instant::compareTo)
                        .orElseThrow(),
                requests.stream()
                        .map(request -> Objects.requireNonNull(request.failed))
                        .max(Instant::compareTo)
                        .orElseThrow());
    }
}
