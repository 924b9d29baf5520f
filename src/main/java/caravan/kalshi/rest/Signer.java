package caravan.kalshi.rest;

import java.util.Map;

/** Makes the headers that prove who asks. They are worth nothing half a minute later: ask again for each attempt. */
@FunctionalInterface
public interface Signer {
    /**
     * Signs one request, now.
     *
     * @param method in capitals, for example {@code GET}
     * @param path from the root of the host and without the query
     */
    Map<String, String> headers(String method, String path);
}
