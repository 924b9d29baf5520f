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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pages of an answer, or all that is on them, each asked for when somebody wants it: no more than one page is in
 * memory. A route takes them with {@code split} and {@code streaming}. A page that was not answered may be asked for
 * again.
 *
 * <p>Not thread-safe.
 */
public final class Pages implements Iterator<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

    private final RestClient client;
    private final Operation operation;
    private final Map<String, Object> parameters;
    private final CallOptions options;
    private final Paging paging;
    private Iterator<?> ready = Collections.emptyIterator();
    private String cursor = "";
    private boolean more = true;
    private String remembered = "";
    private long turned;
    private long rememberedUntil = 1;

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
        this.paging = requirePaging(operation);
    }

    static Paging requirePaging(Operation operation) {
        return operation
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
        if (!following.isEmpty() && (following.equals(cursor) || following.equals(remembered))) {
            throw new UnavailableException(
                    operation, 200, "expected another cursor than on the pages before, found one of them again");
        }
        remember(following);
        cursor = following;
        more = !following.isEmpty();
        boolean whole = options.paging() == CallOptions.Paging.PAGES;
        ready = whole ? Collections.singletonList(answer).iterator() : items(answer);
    }

    /**
     * Keeps one cursor for twice as many pages as the one before it: pages that go in a circle, however long, come by it
     * again, and it takes no more memory than one.
     */
    private void remember(String following) {
        turned++;
        if (turned >= rememberedUntil) {
            remembered = following;
            rememberedUntil = 2 * turned;
        }
    }

    private Iterator<?> items(Object answer) {
        if (!(answer instanceof Page<?> page)) {
            return ((JsonNode) answer).path(paging.items()).iterator();
        }
        if (!page.unreadable().isEmpty()) {
            LOG.warn(
                    "{}: {} things on a page could not be read and are left out, the first is {}",
                    operation,
                    page.unreadable().size(),
                    page.unreadable().get(0));
        }
        return page.items().iterator();
    }
}
