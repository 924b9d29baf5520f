package caravan.kalshi.rest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Asks the exchange for one operation; the answer replaces the message's body.
 *
 * <p>Parameters come from the endpoint's URI and then from the body: a map, or the text of the one path parameter.
 * Headers are no parameters, so that nothing on a message changes a request by accident.
 */
public final class OperationProducer extends DefaultProducer {
    private final Operation operation;
    private final Map<String, Object> parameters;
    private final RestClient client;

    /** @param parameters what the URI gives; the body wins over it, name by name */
    public OperationProducer(
            Endpoint endpoint, Operation operation, Map<String, Object> parameters, RestClient client) {
        super(endpoint);
        this.operation = operation;
        this.parameters = Map.copyOf(parameters);
        this.client = client;
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> merged = new HashMap<>(parameters);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            map.forEach((name, value) -> merged.put(String.valueOf(name), value));
        } else if (body instanceof String text && !text.isBlank()) {
            merged.put(solePathParameter(text), text);
        }
        exchange.getMessage().setBody(client.call(operation, merged));
    }

    private String solePathParameter(String text) {
        List<String> names = operation.pathParameters();
        if (names.size() != 1) {
            throw new IllegalArgumentException("expected a map of parameters as the body for " + operation
                    + ", which has " + names.size() + " path parameters, found the text '" + shortened(text) + "'");
        }
        return names.get(0);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(client);
    }
}
