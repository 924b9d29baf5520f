package caravan.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of texts that others wrote, such as the messages of libraries. Thread-safe. */
final class Secrets {
    private static final int SHORTEST = 8;
    private static volatile List<String> secrets = List.of();

    private Secrets() {}

    /** Remembers secrets; a key of several lines by its lines, an address by its last part too. */
    static void remember(Collection<String> values) {
        secrets = values.stream()
                .flatMap(value -> Stream.concat(Stream.of(value), parts(value)))
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    private static Stream<String> parts(String value) {
        if (value.contains("-----BEGIN")) {
            return value.lines().filter(line -> !line.startsWith("-----"));
        }
        return value.startsWith("http") ? Stream.of(value.substring(value.lastIndexOf('/') + 1)) : Stream.empty();
    }
}
