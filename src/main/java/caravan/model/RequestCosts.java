package caravan.model;

import java.util.List;

/**
 * What requests cost, in tokens, as the exchange tells.
 *
 * @param usual of every request that is not listed
 */
public record RequestCosts(int usual, List<Cost> exceptions) {
    public RequestCosts {
        exceptions = List.copyOf(exceptions);
    }

    /**
     * A request with a cost of its own; one for several things costs so much for each.
     *
     * @param path from the root of the host on; a part that begins with a colon stands for anything
     */
    public record Cost(String method, String path, int tokens) {}
}
