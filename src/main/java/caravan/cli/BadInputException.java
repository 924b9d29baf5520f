package caravan.cli;

/**
 * What the user gave cannot be used. The message is one line for the user: what was expected, what was found, what to
 * do. It holds no secret.
 */
public final class BadInputException extends RuntimeException {
    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
