package caravan.kalshi.wire;

/**
 * JSON that does not say what it should; the message names what was expected and what was found.
 *
 * <p>Carries no stack trace: a stream of bad frames must not cost more than a stream of good ones.
 */
public final class WireFormatException extends RuntimeException {
    private static final int LONGEST_EXCERPT = 300;

    WireFormatException(String reason) {
        super(clip(reason), null, false, false);
    }

    /** Shortens text that came from outside, so that no log line or row grows with it. */
    static String clip(String text) {
        return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
    }
}
