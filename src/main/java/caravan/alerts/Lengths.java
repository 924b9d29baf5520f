package caravan.alerts;

import java.time.Duration;

/** Durations as people say them. */
final class Lengths {
    private Lengths() {}

    /** For example {@code 45 s}, {@code 15 min} or {@code 2 h 5 min}. */
    static String text(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h"
                    + (duration.toMinutesPart() > 0 ? " " + duration.toMinutesPart() + " min" : "");
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min"
                    + (duration.toSecondsPart() > 0 ? " " + duration.toSecondsPart() + " s" : "");
        }
        return duration.toSeconds() + " s";
    }
}
