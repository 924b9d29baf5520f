package caravan.risk;

/** Going on would stop again at once. Its message says why, and what to do. */
public final class NotResumedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotResumedException(String message) {
        super(message);
    }
}
