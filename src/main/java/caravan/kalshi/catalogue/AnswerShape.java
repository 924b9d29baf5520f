package caravan.kalshi.catalogue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which fields an object has in the exchange's answers. What lists hold has the shape of one item.
 *
 * <p>As specification 3.28.0 has them, with what the changelog added and took away until 3.32.0. The file writes a field as
 * {@code name}, {@code name?} where it may be absent, {@code name:Shape} where it holds objects.
 */
public final class AnswerShape {
    private static final String FILE = "/kalshi/answers.json";
    private static final Map<String, AnswerShape> BY_OPERATION = read();

    /**
     * One field.
     *
     * @param required whether it is never absent; it may be null
     * @param shape of the objects in it; null where it holds none, or what the exchange leaves open
     */
    public record Field(boolean required, @Nullable AnswerShape shape) {}

    /** The file. */
    private record Contents(Map<String, List<String>> answers, Map<String, List<String>> shapes) {}

    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private AnswerShape(String name) {
        this.name = name;
    }

    /** The shape of an operation's answer; empty where it is not known. An answer without a body has no field. */
    public static Optional<AnswerShape> of(Operation operation) {
        return Optional.ofNullable(BY_OPERATION.get(operation.name()));
    }

    /** What the objects are, for example {@code Market}; empty for the answer itself. */
    public String name() {
        return name;
    }

    /** The field of that name; null where there is none. */
    public @Nullable Field field(String field) {
        return fields.get(field);
    }

    /** The fields that are never absent. */
    public List<String> required() {
        return required;
    }

    private void add(String text, Map<String, AnswerShape> shapes) {
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        boolean optional = field.endsWith("?");
        String plain = optional ? field.substring(0, field.length() - 1) : field;
        AnswerShape shape = colon < 0 ? null : shapes.get(text.substring(colon + 1));
        if (colon >= 0 && shape == null) {
            throw new IllegalStateException("expected a shape for " + text + " in " + FILE + ", found none");
        }
        fields.put(plain, new Field(!optional, shape));
        if (!optional) {
            required.add(plain);
        }
    }

    private static Map<String, AnswerShape> read() {
        try (InputStream file = AnswerShape.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("expected " + FILE + " on the class path, found none");
            }
            Contents contents = new JsonMapper().readValue(file, Contents.class);
            Map<String, AnswerShape> shapes = new LinkedHashMap<>();
            contents.shapes().keySet().forEach(shape -> shapes.put(shape, new AnswerShape(shape)));
            contents.shapes()
                    .forEach((shape, fields) ->
                            fields.forEach(field -> shapes.get(shape).add(field, shapes)));
            Map<String, AnswerShape> answers = new LinkedHashMap<>();
            contents.answers().forEach((operation, fields) -> {
                AnswerShape answer = new AnswerShape("");
                fields.forEach(field -> answer.add(field, shapes));
                answers.put(operation, answer);
            });
            return Map.copyOf(answers);
        } catch (IOException damaged) {
            throw new UncheckedIOException(
                    "expected the fields of answers in " + FILE + ", found what cannot be read", damaged);
        }
    }
}
