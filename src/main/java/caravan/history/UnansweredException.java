package caravan.history;

/** The database did not answer a question that can be asked; later, or asked for less, it may. */
public final class UnansweredException extends RuntimeException {
    public UnansweredException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnansweredException(String message) {
        super(message);
    }
}
