package caravan.cli.doctor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a look at one thing found.
 *
 * @param subject what was looked at, in one or two words
 * @param text one line
 * @param fix what to do about it, beginning small; empty where there is nothing to do
 */
public record Finding(Outcome outcome, String subject, String text, String fix) {
    private static final Pattern EXPECTED_AND_FIX =
            Pattern.compile("(.*?)(?:; (?!.*; )|\\. (?=[A-Z])(?!.*(?:; |\\. [A-Z])))(.*)");
    private static final String ANY_FIX =
            "mend it where it is set; application.properties says what each setting takes";

    /** How it is. */
    public enum Outcome {
        WELL,
        WRONG,
        /** Neither: it was not looked at, or there is nothing to look at, or there is a better way. */
        OPEN
    }

    public Finding {
        fix = fix.isEmpty() ? fix : fix.substring(0, 1).toLowerCase(Locale.ROOT) + fix.substring(1);
    }

    public static Finding well(String subject, String text) {
        return new Finding(Outcome.WELL, subject, text, "");
    }

    public static Finding wrong(String subject, String text, String fix) {
        return new Finding(Outcome.WRONG, subject, text, fix);
    }

    public static Finding open(String subject, String text) {
        return new Finding(Outcome.OPEN, subject, text, "");
    }

    /** Nothing is wrong, but there is a better way. */
    public static Finding advice(String subject, String text, String fix) {
        return new Finding(Outcome.OPEN, subject, text, fix);
    }

    /** What a start would be refused with: what was expected and found, and at the end what to do. */
    public static Finding refused(String subject, String message) {
        Matcher parts = EXPECTED_AND_FIX.matcher(message);
        return parts.matches() ? wrong(subject, parts.group(1), parts.group(2)) : wrong(subject, message, ANY_FIX);
    }
}
