package caravan.cli;

import caravan.model.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * What a setting's value must look like. The packaged default tells it: {@code 5s} is a duration, {@code 500} a whole
 * number, {@code false} a switch; so a setting is declared once, in {@code application.properties}.
 */
enum SettingKind {
    DURATION("a duration such as 500ms or 5s"),
    SWITCH("true or false"),
    PORT("a port, 0 to 65535 (0 takes any free one)"),
    SIZE("a whole number of at least 1"),
    NUMBER("a whole number of at least 0"),
    RATE("a number from 0 to 1000000"),
    BYTES("a size of at least 100MB, such as 500MB or 20GB"),
    AGE("forever, or a duration such as 30d"),
    SEED("a whole number"),
    TEXT("text");

    private final String expected;

    SettingKind(String expected) {
        this.expected = expected;
    }

    static SettingKind of(String name, String packagedDefault) {
        if (Durations.parse(packagedDefault).isPresent()) {
            return DURATION;
        }
        if (packagedDefault.equals("forever")) {
            return AGE;
        }
        if (Sizes.parse(packagedDefault).isPresent()) {
            return BYTES;
        }
        if (packagedDefault.equals("true") || packagedDefault.equals("false")) {
            return SWITCH;
        }
        if (!packagedDefault.matches("\\d+")) {
            return TEXT;
        }
        if (name.endsWith("port")) {
            return PORT;
        }
        if (name.endsWith("seed")) {
            return SEED;
        }
        if (name.endsWith("rate")) {
            return RATE;
        }
        return name.endsWith("-size") ? SIZE : NUMBER;
    }

    /** Returns what was expected where the value is not of this kind. */
    Optional<String> objection(String name, String value) {
        boolean fits = switch (this) {
            case DURATION ->
                Durations.parse(value)
                        .filter(duration -> mayBeZero(name) || duration.compareTo(Duration.ZERO) > 0)
                        .isPresent();
            case SWITCH -> value.equals("true") || value.equals("false");
            case PORT -> within(value, 0, 65_535);
            case SIZE -> within(value, 1, Integer.MAX_VALUE);
            case NUMBER -> within(value, 0, Integer.MAX_VALUE);
            case RATE -> value.matches("1000000|\\d{1,6}(\\.\\d{1,9})?");
            case BYTES ->
                Sizes.parse(value).filter(bytes -> bytes >= Sizes.SMALLEST).isPresent();
            case AGE ->
                value.equals("forever")
                        || Durations.parse(value)
                                .filter(age -> age.compareTo(Duration.ZERO) > 0)
                                .isPresent();
            case SEED -> within(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case TEXT -> true;
        };
        return fits ? Optional.empty() : Optional.of(expected);
    }

    /** An interval of nothing would be a loop without a pause; an age or an overlap of nothing makes sense, no markets too. */
    private static boolean mayBeZero(String name) {
        return name.endsWith("-age")
                || name.endsWith("-overlap")
                || name.endsWith("-markets")
                || name.endsWith("-ahead")
                || name.endsWith("-patience")
                || name.endsWith("-cool-down");
    }

    private static boolean within(String value, long lowest, long highest) {
        try {
            long number = Long.parseLong(value);
            return number >= lowest && number <= highest;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
