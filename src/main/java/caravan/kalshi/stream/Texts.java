package caravan.kalshi.stream;

import caravan.model.ExchangeHours;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Words from outside, made fit for one log line. */
final class Texts {
    private static final int LONGEST = 200;
    private static final int MOST_LISTED = 5;

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

    /** The first few of many. */
    static String some(List<String> texts) {
        int more = texts.size() - MOST_LISTED;
        String first = String.join(", ", more > 0 ? texts.subList(0, MOST_LISTED) : texts);
        return oneLine(first) + (more > 0 ? " and " + more + " more" : "");
    }

    /** For example {@code maintenance until 2026-11-26T10:00:00Z}. */
    static String pause(ExchangeHours.Pause pause) {
        return pause.reason() + (pause.until() == null ? "" : " until " + pause.until());
    }

    /** For example {@code 1 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
