package caravan.kalshi.auth;

/** A private key cannot be used; the message is one line that says what to do and never shows the key. */
public final class UnusableKeyException extends IllegalArgumentException {
    UnusableKeyException(String message) {
        super(message);
    }
}
