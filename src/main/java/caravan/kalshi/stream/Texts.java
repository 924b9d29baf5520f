package caravan.kalshi.stream;

import java.math.BigDecimal;
import java.time.Duration;

/** Words from outside, made fit for one log line. */
final class Texts {
    private static final int LONGEST = 200;

    private Texts() {}

    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** What failed, in the innermost words there are. */
    static String oneLine(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : oneLine(message);
    }

    /** For example {@code 1 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
