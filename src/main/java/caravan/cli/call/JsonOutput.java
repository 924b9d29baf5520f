package caravan.cli.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;
import java.util.Iterator;

/** Writes JSON: on many lines for people, on one for programs. */
final class JsonOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final boolean pretty;

    JsonOutput(PrintWriter out, boolean pretty) {
        this.out = out;
        this.pretty = pretty;
    }

    void answer(JsonNode answer) {
        out.println(text(answer));
        out.flush();
    }

    /** One object that has the things in a list, written as they come. */
    void list(String name, Iterator<?> things) {
        String separator = "";
        out.print(pretty ? "{\n  \"" + name + "\" : [" : "{\"" + name + "\":[");
        while (things.hasNext() && !out.checkError()) {
            out.print(separator + (pretty ? "\n" : "") + text((JsonNode) things.next()));
            separator = ",";
        }
        out.println(pretty ? "\n  ]\n}" : "]}");
        out.flush();
    }

    private String text(JsonNode node) {
        ObjectWriter writer = pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer();
        try {
            return harmless(writer.writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("expected a tree that can be written", impossible);
        }
    }

    /** Text of strangers without what a terminal would obey; in JSON such characters are in strings alone. */
    private static String harmless(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.chars().forEach(c -> {
            boolean plain = c == '\n' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            if (plain) {
                text.append((char) c);
            } else {
                text.append("\\u%04x".formatted(c));
            }
        });
        return text.toString();
    }
}
