package caravan.console;

/** A request that cannot be carried out. The message says what was expected and what was found. */
public final class BadRequestException extends RuntimeException {
    public BadRequestException(String message) {
        super(message);
    }
}
