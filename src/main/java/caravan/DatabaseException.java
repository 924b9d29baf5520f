package caravan;

/** A database cannot be used. The message is one line: what was expected, what was found, what to do. */
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }

    public DatabaseException(String message) {
        super(message);
    }
}
