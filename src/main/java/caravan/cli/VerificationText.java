package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Says whether everything that was received is accounted for. */
final class VerificationText {
    private static final String[] FIGURES = {
        "frames", "rows", "duplicates", "quarantined", "dropped", "deleted", "missing"
    };
    private static final int MOST_HOLES = 20;

    private VerificationText() {}

    /** @param report as the API gives it */
    static List<String> lines(JsonNode report) {
        List<String> lines = new ArrayList<>();
        String connection = "";
        for (JsonNode count : report.path("counts")) {
            String name = connection(count);
            if (!name.equals(connection)) {
                connection = name;
                lines.add("Connection " + name);
            }
            StringBuilder line = new StringBuilder("  ")
                    .append(Terminal.harmless(count.path("type").asText()));
            line.append(": ");
            for (String figure : FIGURES) {
                long value = count.path(figure).asLong();
                if (value != 0 || figure.equals("frames") || figure.equals("rows")) {
                    line.append(figure.equals("frames") ? "" : figure.equals("rows") ? " = " : " + ")
                            .append(value)
                            .append(' ')
                            .append(figure);
                }
            }
            lines.add(line.toString());
        }
        holes(lines, report.path("frame_holes"), "frames nobody counted yet", "first_frame", "last_frame");
        holes(lines, report.path("sequence_holes"), "numbers never received", "first_sequence", "last_sequence");
        lines.add(
                report.path("counts").isEmpty()
                        ? "Nothing was counted yet."
                        : report.path("holds").asBoolean()
                                ? "Everything that was received is accounted for."
                                : "Not everything that was received is accounted for.");
        return lines;
    }

    /** A connection is numbered by the microsecond in which it was opened. */
    private static String connection(JsonNode words) {
        return words.path("connection").asText() + " of "
                + Instant.EPOCH
                        .plus(words.path("connection_id").asLong(), ChronoUnit.MICROS)
                        .truncatedTo(ChronoUnit.MILLIS);
    }

    private static void holes(List<String> lines, JsonNode holes, String what, String first, String last) {
        for (int i = 0; i < Math.min(MOST_HOLES, holes.size()); i++) {
            JsonNode hole = holes.path(i);
            String subscription = hole.has("subscription")
                    ? ", subscription " + hole.path("subscription").asText()
                    : "";
            lines.add("%s: %s to %s of %s%s"
                    .formatted(
                            what, hole.path(first).asText(), hole.path(last).asText(), connection(hole), subscription));
        }
        if (holes.size() > MOST_HOLES) {
            lines.add(what + ": and " + (holes.size() - MOST_HOLES) + " more stretches");
        }
    }
}
