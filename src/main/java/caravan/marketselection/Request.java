package caravan.marketselection;

import java.util.Map;

/**
 * Something to ask the exchange.
 *
 * @param operation the exchange's name for it, for example {@code GetMarkets}
 */
public record Request(String operation, Map<String, Object> parameters) {
    public Request {
        parameters = Map.copyOf(parameters);
    }
}
