package caravan.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The form of a list. */
public enum Format {
    JSON("application/json"),
    CSV("text/csv; charset=utf-8"),
    PARQUET("application/vnd.apache.parquet");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    static Format of(Map<String, String> parameters) {
        String name = parameters.getOrDefault("format", "json");
        return Arrays.stream(values())
                .filter(format -> format.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadQueryException("format: expected one of %s, found '%s'"
                        .formatted(
                                Arrays.stream(values()).map(Format::id).collect(Collectors.joining(", ")),
                                Query.shortened(name))));
    }

    /** The name in requests and of files: {@code csv}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String contentType() {
        return contentType;
    }
}
