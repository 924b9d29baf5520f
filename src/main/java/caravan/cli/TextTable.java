package caravan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Prints a list of rows so that each fits on one line.
 *
 * <p>Columns come with the most telling first; on a narrow terminal the last ones are left out. Widths come from the
 * first rows, so that a list of any length needs no memory.
 */
final class TextTable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    /** From so many columns on there is room for whole times. */
    private static final int WIDE = 100;

    private static final int MEASURED = 500;
    private static final int WIDEST = 60;
    private static final String GAP = "  ";
    private static final Set<String> RIGHT = Set.of("decimal", "number");

    private final PrintWriter out;
    private final OptionalInt width;
    private final boolean oneTicker;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<Integer> shown = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private long rows;

    /**
     * Prepares a table.
     *
     * @param width of the terminal; empty where any will do
     * @param oneTicker whether all rows have the same ticker, so that it need not be said
     */
    TextTable(PrintWriter out, OptionalInt width, boolean oneTicker) {
        this.out = out;
        this.width = width;
        this.oneTicker = oneTicker;
    }

    /** Prints a list as the API gives it, and returns how many rows it had. */
    long print(InputStream json) throws IOException {
        List<String[]> first = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            readColumns(parser);
            for (JsonToken token = parser.nextToken(); token == JsonToken.START_OBJECT; token = parser.nextToken()) {
                String[] row = readRow(parser);
                rows++;
                if (first == null) {
                    line(row);
                } else {
                    first.add(row);
                    if (first.size() == MEASURED) {
                        begin(first);
                        first = null;
                    }
                }
            }
        }
        if (first != null && !first.isEmpty()) {
            begin(first);
        }
        out.flush();
        return rows;
    }

    /** The names of the columns that did not fit. */
    List<String> left() {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!shown.contains(i) && !isTold(i)) {
                left.add(heading(names.get(i)));
            }
        }
        return left;
    }

    private void readColumns(JsonParser parser) throws IOException {
        while (!"rows".equals(parser.currentName()) || parser.currentToken() != JsonToken.START_ARRAY) {
            if (parser.nextToken() == null) {
                throw new IOException("expected a list of rows, found another answer");
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                ("name".equals(parser.currentName()) ? names : types).add(parser.getText());
            }
        }
    }

    private String[] readRow(JsonParser parser) throws IOException {
        String[] row = new String[names.size()];
        for (int i = 0; parser.nextToken() != JsonToken.END_OBJECT; i++) {
            JsonToken value = parser.nextToken();
            row[i] = value == JsonToken.VALUE_NULL ? "" : cell(i, parser.getText());
        }
        return row;
    }

    private String cell(int column, String text) {
        if (types.get(column).equals("time")) {
            try {
                return (width.orElse(WIDE) < WIDE ? SHORT_TIME : TIME).format(Instant.parse(text));
            } catch (DateTimeException other) {
                return Terminal.harmless(text);
            }
        }
        return types.get(column).equals("flag") ? (text.equals("true") ? "yes" : "no") : Terminal.harmless(text);
    }

    private boolean isTold(int column) {
        return oneTicker && names.get(column).equals("ticker");
    }

    private void begin(List<String[]> first) {
        int left = width.orElse(Integer.MAX_VALUE);
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            int wide = Math.max(
                    heading(names.get(i)).length(),
                    first.stream().mapToInt(row -> row[column].length()).max().orElse(0));
            wide = width.isPresent() ? Math.min(wide, WIDEST) : wide;
            int needed = wide + (shown.isEmpty() ? 0 : GAP.length());
            if (isTold(i) || (width.isPresent() && isEmpty(first, column))) {
                continue;
            }
            if (needed > left) {
                // The last one that is shown may be cut, if something of it can be read.
                if (types.get(i).equals("text") && left >= 12 + GAP.length()) {
                    shown.add(i);
                    widths.add(left - GAP.length());
                }
                break;
            }
            shown.add(i);
            widths.add(wide);
            left -= needed;
        }
        line(names.stream().map(TextTable::heading).toArray(String[]::new));
        first.forEach(this::line);
    }

    private static boolean isEmpty(List<String[]> first, int column) {
        return first.stream().allMatch(row -> row[column].isEmpty());
    }

    /** Units are the same everywhere: dollars and contracts. */
    private static String heading(String name) {
        return name.replaceFirst("_(dollars|contracts)$", "").replace('_', ' ');
    }

    private void line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            String cell = cells[shown.get(i)];
            int wide = widths.get(i);
            String fitted = cell.length() <= wide || width.isEmpty() ? cell : cell.substring(0, wide - 1) + "…";
            String padding = " ".repeat(Math.max(0, wide - fitted.length()));
            line.append(i == 0 ? "" : GAP)
                    .append(RIGHT.contains(types.get(shown.get(i))) ? padding + fitted : fitted + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
