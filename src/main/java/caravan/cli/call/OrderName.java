package caravan.cli.call;

import caravan.kalshi.catalogue.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Our own id of an order that is placed: with it one can find out what became of an order whose answer never came, so no
 * order goes without.
 *
 * @param id empty where no order is placed
 */
record OrderName(Optional<String> id) {
    private static final String PLACES = "CreateOrderV2";
    private static final String PARAMETER = "client_order_id";

    /** Takes the id that was given, or puts a new one among the parameters. */
    static OrderName of(@Nullable Operation operation, Map<String, Object> parameters) {
        if (operation == null || !operation.name().equals(PLACES)) {
            return new OrderName(Optional.empty());
        }
        Object id = parameters.computeIfAbsent(
                PARAMETER, missing -> UUID.randomUUID().toString());
        return new OrderName(Optional.of(id.toString()));
    }

    /** What to do where nobody knows whether the order was placed. */
    Optional<String> advice() {
        return id.map(own -> "if it was placed, call GetOrders shows it with " + PARAMETER + " " + own
                + "; the same call with " + PARAMETER + "=" + own + " places it only if it was not");
    }
}
