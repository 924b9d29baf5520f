package caravan.history;

/** A question that cannot be answered as it was asked. The message says what was expected and what was found. */
public final class BadQueryException extends RuntimeException {
    public BadQueryException(String message) {
        super(message);
    }
}
