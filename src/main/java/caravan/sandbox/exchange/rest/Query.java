package caravan.sandbox.exchange.rest;

import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request's query parameters, read strictly: what the operation does not know, or knows otherwise, is refused.
 *
 * <p>An empty parameter counts as absent, as with the exchange.
 */
final class Query {
    private static final long LATEST_SECOND = 100_000_000_000L;
    private static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    private final String operation;
    private final MultiMap parameters;

    Query(String operation, Set<String> known, MultiMap parameters) {
        this.operation = operation;
        this.parameters = parameters;
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw Denial.bare(
                        operation,
                        "expected one of " + known.stream().sorted().toList() + ", found an unknown parameter");
            }
        }
    }

    @Nullable
    String text(String name) {
        String text = parameters.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw invalid(name, "required");
        }
        return text;
    }

    /** Comma-separated values; empty when absent. */
    Set<String> list(String name, int most) {
        String text = text(name);
        Set<String> values = new LinkedHashSet<>();
        if (text != null) {
            Arrays.stream(text.split(",", -1)).filter(value -> !value.isEmpty()).forEach(values::add);
        }
        if (values.size() > most) {
            throw invalid(name, "max");
        }
        return values;
    }

    /** All values of a repeated parameter. */
    List<String> repeated(String name) {
        return parameters.getAll(name);
    }

    @Nullable
    String oneOf(String name, Set<String> words) {
        String text = text(name);
        if (text != null && !words.contains(text)) {
            throw invalid(name, "oneof");
        }
        return text;
    }

    boolean flag(String name) {
        return "true".equals(oneOf(name, Set.of("true", "false")));
    }

    @Nullable
    Long whole(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name, "numeric");
        }
    }

    long whole(String name, long otherwise, long least, long most) {
        Long value = whole(name);
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            throw invalid(name, value < least ? "gte" : "lte");
        }
        return value;
    }

    /** A Unix time in seconds. */
    @Nullable
    Long seconds(String name) {
        Long seconds = whole(name);
        if (seconds != null && (seconds < 0 || seconds > LATEST_SECOND)) {
            throw invalid(name, seconds < 0 ? "gte" : "lte");
        }
        return seconds;
    }

    long requiredSeconds(String name) {
        required(name);
        Long seconds = seconds(name);
        return seconds == null ? 0 : seconds;
    }

    boolean has(String name) {
        return text(name) != null;
    }

    /** Refuses parameters that exclude each other. */
    void requireAtMostOne(String... names) {
        String found = null;
        for (String name : names) {
            if (has(name)) {
                if (found != null) {
                    throw invalid(name, "excluded_with");
                }
                found = name;
            }
        }
    }

    /** Whether a time lies within {@code min} and {@code max}, both inclusive. */
    Span span(String min, String max) {
        Long from = seconds(min);
        Long to = seconds(max);
        return new Span(from == null ? Long.MIN_VALUE : from, to == null ? Long.MAX_VALUE : to);
    }

    int limit() {
        return limit(DEFAULT_LIMIT, LARGEST_LIMIT);
    }

    int limit(int otherwise, int most) {
        return (int) whole("limit", otherwise, 1, most);
    }

    @Nullable
    String cursor() {
        return text("cursor");
    }

    /** Only the primary subaccount and the first exchange exist here. */
    void requirePrimary() {
        if (whole("subaccount", 0, 0, Long.MAX_VALUE) != 0) {
            throw Denial.nested(400, "invalid_parameters", "subaccount must be 0, found one that does not exist");
        }
        long index = whole("exchange_index", 0, -1, Long.MAX_VALUE);
        if (index > 0) {
            throw Denial.nested(400, "invalid_parameters", "exchange_index must be 0, found one without markets");
        }
    }

    Denial invalid(String name, String rule) {
        return Denial.parameter(operation, name, rule);
    }

    /** What cannot be answered as it is asked. */
    Denial refused(String detail) {
        return Denial.bare(operation, detail);
    }

    /** Unix seconds, both ends inclusive. */
    record Span(long from, long to) {
        /** The first moment, in microseconds. */
        long start() {
            return from == Long.MIN_VALUE ? from : Math.multiplyExact(from, 1_000_000L);
        }

        /** The first moment after, in microseconds. */
        long end() {
            return to == Long.MAX_VALUE ? to : Math.multiplyExact(to + 1, 1_000_000L);
        }

        /** @param micros microseconds since 1970 */
        boolean holds(long micros) {
            long seconds = Math.floorDiv(micros, 1_000_000);
            return seconds >= from && seconds <= to;
        }
    }
}
