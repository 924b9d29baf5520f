package caravan.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows are wanted, and in what form. What the values may be, who answers says. */
final class ListOptions {
    @Option(names = "--ticker", paramLabel = "TICKER", description = "Only this market.")
    @Nullable
    String ticker;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not before: 2h ago, or a time such as 2026-11-20T15:04:05Z (UTC where it names no zone).")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before that; likewise.")
    @Nullable
    String until;

    @Option(names = "--limit", paramLabel = "ROWS", description = "How many rows at most, the newest; 100 if not told.")
    @Nullable
    String limit;

    @Option(names = "--format", paramLabel = "FORMAT", description = "table, csv, json or parquet.")
    @Nullable
    String format;

    @Option(names = "--output", paramLabel = "FILE", description = "Into this file rather than on the screen.")
    @Nullable
    Path output;

    /** What the rows are summed up by; of the lists that have that. */
    @Nullable
    String by;

    String format() {
        return format == null ? "table" : format;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "ticker", ticker);
        put(parameters, "since", since);
        put(parameters, "until", until);
        put(parameters, "limit", limit);
        put(parameters, "by", by);
        return parameters;
    }

    /** Whether a stretch of time or a number of rows was asked for. */
    boolean isList() {
        return since != null || until != null || limit != null;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }
}
