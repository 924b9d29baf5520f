package caravan.watch;

/** The exchange knows no such market. */
public final class UnknownTickerException extends RuntimeException {
    UnknownTickerException(String message) {
        super(message);
    }
}
