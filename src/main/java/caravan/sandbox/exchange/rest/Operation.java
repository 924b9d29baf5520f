package caravan.sandbox.exchange.rest;

import java.util.Set;
import java.util.function.Function;

/**
 * One thing that can be asked over REST.
 *
 * @param name the exchange's name for it, which its error texts repeat
 * @param template the path below the base path; what stands in braces is a parameter
 * @param access who may ask, and which budget pays
 * @param parameters the query parameters that it knows
 * @param cost in tokens
 * @param batch whether it costs that for each of its items
 */
record Operation(
        String name,
        String method,
        String template,
        Access access,
        Set<String> parameters,
        int cost,
        boolean batch,
        Function<Request, Answer> handler) {
    static final int DEFAULT_COST = 10;

    /** Who may ask, and which budget pays. */
    enum Access {
        PUBLIC,
        READ,
        WRITE
    }

    static Operation open(String name, String template, Function<Request, Answer> handler, String... parameters) {
        return of(name, "GET", template, Access.PUBLIC, handler, parameters);
    }

    static Operation read(String name, String template, Function<Request, Answer> handler, String... parameters) {
        return of(name, "GET", template, Access.READ, handler, parameters);
    }

    static Operation write(
            String name, String method, String template, Function<Request, Answer> handler, String... parameters) {
        return of(name, method, template, Access.WRITE, handler, parameters);
    }

    private static Operation of(
            String name,
            String method,
            String template,
            Access access,
            Function<Request, Answer> handler,
            String... parameters) {
        return new Operation(name, method, template, access, Set.of(parameters), DEFAULT_COST, false, handler);
    }

    Operation costing(int tokens) {
        return new Operation(name, method, template, access, parameters, tokens, batch, handler);
    }

    Operation costingForEach(int tokens) {
        return new Operation(name, method, template, access, parameters, tokens, true, handler);
    }

    boolean isPrivate() {
        return access != Access.PUBLIC;
    }
}
