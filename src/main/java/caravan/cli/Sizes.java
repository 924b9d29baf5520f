package caravan.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them in settings: {@code 500MB}, {@code 20GB}. A megabyte has 1024 times 1024 bytes. */
final class Sizes {
    static final long SMALLEST = 100L << 20;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(MB|GB|TB)");

    private Sizes() {}

    static Optional<Long> parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = switch (size.group(2)) {
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 40;
        };
        return Optional.of(Long.parseLong(size.group(1)) << shift);
    }
}
