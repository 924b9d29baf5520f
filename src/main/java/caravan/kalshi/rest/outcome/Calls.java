package caravan.kalshi.rest.outcome;

import caravan.kalshi.catalogue.Operation;
import java.util.Map;

/** Asks the exchange and waits for the answer, as the client of all operations does. */
@FunctionalInterface
public interface Calls {
    Object call(Operation operation, Map<String, ?> parameters);
}
