package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Paging;
import caravan.model.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * All pages of an answer, or all that is on them, each asked for when somebody wants it: no more than one page is in
 * memory. A route takes them with {@code split} and {@code streaming}.
 *
 * <p>Not thread-safe.
 */
public final class Pages implements Iterator<Object> {
    private final RestClient client;
    private final Operation operation;
    private final Map<String, Object> parameters;
    private final CallOptions options;
    private final Paging paging;
    private Iterator<?> ready = Collections.emptyIterator();
    private String cursor = "";
    private boolean more = true;

    /**
     * Asks for nothing yet.
     *
     * @throws IllegalArgumentException if the operation has no pages
     */
    public Pages(RestClient client, Operation operation, Map<String, Object> parameters, CallOptions options) {
        this.client = client;
        this.operation = operation;
        this.parameters = new HashMap<>(parameters);
        this.options = options;
        this.paging = operation
                .paging()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an operation whose answer has pages, found " + operation + "; leave paginate out"));
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && more) {
            turn();
        }
        return ready.hasNext();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException("expected another page of " + operation + ", found none");
        }
        return ready.next();
    }

    private void turn() {
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        Object answer = options.json() ? client.json(operation, parameters) : client.call(operation, parameters);
        String following = answer instanceof Page<?> page
                ? page.cursor()
                : ((JsonNode) answer).path(paging.cursor()).asText("");
        if (!following.isEmpty() && following.equals(cursor)) {
            throw new UnavailableException(
                    operation, 200, "expected another cursor than the page before, found the same");
        }
        cursor = following;
        more = !following.isEmpty();
        boolean whole = options.paging() == CallOptions.Paging.PAGES;
        ready = whole ? Collections.singletonList(answer).iterator() : items(answer);
    }

    private Iterator<?> items(Object answer) {
        return answer instanceof Page<?> page
                ? page.items().iterator()
                : ((JsonNode) answer).path(paging.items()).iterator();
    }
}
