package caravan.sandbox.exchange.stream;

import java.util.List;

/** A command cannot be carried out; the client is told why. */
final class BadCommand extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StreamError error;
    private final transient List<String> markets;

    BadCommand(StreamError error) {
        this(error, List.of());
    }

    /** @param markets those that were meant, where that is the point */
    BadCommand(StreamError error, List<String> markets) {
        super(error.message, null, false, false);
        this.error = error;
        this.markets = List.copyOf(markets);
    }

    StreamError error() {
        return error;
    }

    List<String> markets() {
        return markets;
    }
}
