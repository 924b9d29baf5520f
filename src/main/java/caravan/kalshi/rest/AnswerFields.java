package caravan.kalshi.rest;

import caravan.kalshi.catalogue.AnswerShape;
import caravan.kalshi.catalogue.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when the exchange's answers no longer have the fields that the catalogue knows: unknown ones, and required ones
 * that are missing. It only tells; no call fails by it.
 *
 * <p>Of each list it looks at eight items, others with each answer: those of one list are alike, and a page of a thousand
 * markets must not cost a thousand looks. A field counts once an answer. Thread-safe.
 */
public final class AnswerFields {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFields.class);
    private static final int LOOKED_AT = 8;
    /** Names come from outside: no more of them are kept for an operation. */
    private static final int MOST_NAMES = 50;

    private static final int LONGEST_NAME = 60;

    private final MeterRegistry meters;
    private final Map<String, Seen> operations = new ConcurrentSkipListMap<>();

    /**
     * What was other than expected in the answers of one operation since the start, in alphabetical order.
     *
     * @param unknown fields that the catalogue does not know, for example {@code Market.new_field}
     * @param missing fields that should never be absent, and were
     */
    public record Drift(String operation, List<String> unknown, List<String> missing) {}

    private final class Seen {
        private final Set<String> unknown = ConcurrentHashMap.newKeySet();
        private final Set<String> missing = ConcurrentHashMap.newKeySet();
        private final AtomicInteger answers = new AtomicInteger();
        private final Counter unknownFields;
        private final Counter missingFields;

        Seen(String operation) {
            unknownFields = Counter.builder("kalshi.answers.unknown.fields")
                    .description("Fields in the exchange's answers that the catalogue does not know, once an answer")
                    .tag("operation", operation)
                    .register(meters);
            missingFields = Counter.builder("kalshi.answers.missing.fields")
                    .description("Fields that the exchange's answers should have and had not, once an answer")
                    .tag("operation", operation)
                    .register(meters);
        }
    }

    /** What one answer has too much and too little; made when there is something. */
    private static final class Found {
        private final int start;
        private @Nullable Set<String> unknown;
        private @Nullable Set<String> missing;

        Found(int start) {
            this.start = start;
        }

        void unknown(AnswerShape shape, String field) {
            unknown = with(unknown, shape, field);
        }

        void missing(AnswerShape shape, String field) {
            missing = with(missing, shape, field);
        }

        private static Set<String> with(@Nullable Set<String> names, AnswerShape shape, String field) {
            Set<String> some = names == null ? new LinkedHashSet<>() : names;
            if (some.size() < MOST_NAMES) {
                some.add(shape.name().isEmpty() ? harmless(field) : shape.name() + "." + harmless(field));
            }
            return some;
        }

        private static String harmless(String field) {
            String start = field.length() <= LONGEST_NAME ? field : field.substring(0, LONGEST_NAME) + "…";
            return start.replaceAll("[^A-Za-z0-9_.…-]", "?");
        }
    }

    public AnswerFields(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Looks at one answer that was a success. */
    public void check(Operation operation, JsonNode answer) {
        AnswerShape shape = AnswerShape.of(operation).orElse(null);
        if (shape == null) {
            return;
        }
        Seen seen = operations.computeIfAbsent(operation.name(), Seen::new);
        Found found = new Found(seen.answers.getAndIncrement());
        check(shape, answer, found);
        if (found.unknown != null) {
            seen.unknownFields.increment(found.unknown.size());
            List<String> fresh = fresh(found.unknown, seen.unknown);
            if (!fresh.isEmpty()) {
                LOG.info("{}: answers have fields that are not known and are left alone: {}", operation, fresh);
            }
        }
        if (found.missing != null) {
            seen.missingFields.increment(found.missing.size());
            List<String> fresh = fresh(found.missing, seen.missing);
            if (!fresh.isEmpty()) {
                LOG.warn("{}: answers lack fields that they should have: {}", operation, fresh);
            }
        }
    }

    private static List<String> fresh(Set<String> found, Set<String> seen) {
        List<String> fresh = new ArrayList<>();
        for (String name : found) {
            if (seen.size() < MOST_NAMES && seen.add(name)) {
                fresh.add(name);
            }
        }
        return fresh;
    }

    private static void check(AnswerShape shape, JsonNode value, Found found) {
        if (value.isArray()) {
            int step = Math.max(1, (value.size() + LOOKED_AT - 1) / LOOKED_AT);
            for (int i = Math.floorMod(found.start, step); i < value.size(); i += step) {
                check(shape, value.get(i), found);
            }
            return;
        }
        if (!value.isObject()) {
            return;
        }
        int required = 0;
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            AnswerShape.Field field = shape.field(entry.getKey());
            if (field == null) {
                found.unknown(shape, entry.getKey());
                continue;
            }
            if (field.required()) {
                required++;
            }
            if (field.shape() != null) {
                check(field.shape(), entry.getValue(), found);
            }
        }
        if (required < shape.required().size()) {
            shape.required().stream().filter(field -> !value.has(field)).forEach(field -> found.missing(shape, field));
        }
    }

    /** Every operation whose answers were other than expected, by name. */
    public List<Drift> drift() {
        return operations.entrySet().stream()
                .filter(operation -> !operation.getValue().unknown.isEmpty()
                        || !operation.getValue().missing.isEmpty())
                .map(operation -> new Drift(
                        operation.getKey(),
                        List.copyOf(new TreeSet<>(operation.getValue().unknown)),
                        List.copyOf(new TreeSet<>(operation.getValue().missing))))
                .toList();
    }
}
