package caravan.kalshi.rest;

import caravan.kalshi.KalshiConstants;
import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Given;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Parameter;
import caravan.kalshi.wire.Submissions;
import java.io.InputStream;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Asks the exchange for one operation; the answer replaces the message's body.
 *
 * <p>Parameters come from the endpoint's URI, then from the headers {@code CamelKalshi.<name>}, which no message from
 * outside can have, then from the body: a map, a record, JSON, or the text of the one path parameter.
 *
 * <p>A body that passed risk, a {@code Submission}, a list of them or a {@code GroupRequest}, is its own permission, and is
 * sent as it was approved: neither the URI nor a header adds to it.
 */
public final class OperationProducer extends DefaultProducer {
    private final Operation operation;
    private final Map<String, Object> parameters;
    private final RestClient client;
    private final CallOptions options;

    /** @param parameters what the URI gives; headers and then the body win over it, name by name */
    public OperationProducer(
            Endpoint endpoint,
            Operation operation,
            Map<String, Object> parameters,
            RestClient client,
            CallOptions options) {
        super(endpoint);
        this.operation = operation;
        this.parameters = Map.copyOf(parameters);
        this.client = client;
        this.options = options;
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> sent = Submissions.parameters(
                        operation.name(), exchange.getMessage().getBody())
                .orElseGet(() -> unapproved(exchange));
        exchange.getMessage().setBody(answer(sent));
    }

    private Object answer(Map<String, Object> merged) {
        if (options.paging() != CallOptions.Paging.NONE) {
            return new Pages(client, operation, merged, options);
        }
        return options.json() ? client.json(operation, merged) : client.call(operation, merged);
    }

    /** What makes nothing smaller and did not pass risk needs somebody who has said that routes may do it. */
    private Map<String, Object> unapproved(Exchange exchange) {
        if (operation.effect() == Effect.READ || operation.effect() == Effect.REDUCES || options.rawWrites()) {
            return parameters(exchange);
        }
        throw new IllegalStateException(operation
                + " changes the account: expected kalshi.raw-writes = true, found false; set it if this route may"
                + " do that");
    }

    private Map<String, Object> parameters(Exchange exchange) {
        Map<String, Object> merged = new HashMap<>(parameters);
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (name.startsWith(KalshiConstants.PARAMETER) && value != null) {
                merged.put(name.substring(KalshiConstants.PARAMETER.length()), value);
            }
        });
        Object body = given(exchange.getMessage());
        Optional<Map<String, Object>> values = Given.values(body);
        if (values.isPresent()) {
            merged.putAll(values.get());
        } else if (body instanceof String text && !text.isBlank()) {
            merged.put(solePathParameter(text), text);
        }
        return merged;
    }

    /** What comes from a file or over HTTP is text that was not read yet. */
    private static @Nullable Object given(Message message) {
        Object body = message.getBody();
        boolean unread = body instanceof InputStream
                || body instanceof byte[]
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof WrappedFile<?>;
        return unread ? message.getBody(String.class) : body;
    }

    private String solePathParameter(String text) {
        List<Parameter> path = operation.parameters(Parameter.Place.PATH);
        if (path.size() != 1) {
            throw new IllegalArgumentException("expected a map of parameters as the body for " + operation
                    + ", which has " + path.size() + " path parameters, found the text '" + shortened(text) + "'");
        }
        return path.get(0).name();
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @Override
    protected void doStart() throws Exception {
        if (options.paging() != CallOptions.Paging.NONE) {
            Pages.requirePaging(operation);
        }
        super.doStart();
        ServiceHelper.startService(client);
    }
}
