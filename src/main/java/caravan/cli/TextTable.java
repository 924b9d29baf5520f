package caravan.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints a list of rows so that each fits on one line.
 *
 * <p>Columns come with the most telling first; on a narrow terminal the last ones are left out. Widths come from the
 * first rows, so that a list of any length needs no memory. Text is made harmless.
 */
public final class TextTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHORT_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    /** From so many columns on there is room for whole times. */
    private static final int WIDE = 100;

    private static final int MEASURED = 500;
    private static final int WIDEST = 60;
    private static final int NARROWEST = 12;
    private static final String GAP = "  ";
    private static final Set<String> RIGHT = Set.of("decimal", "number");

    private final PrintWriter out;
    private final OptionalInt width;
    private final List<Column> columns;
    private final List<Integer> shown = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    /** The rows until widths are known; null from then on. */
    private @Nullable List<String[]> first = new ArrayList<>();

    private long rows;

    /**
     * A column.
     *
     * @param type {@code text}, {@code decimal}, {@code number}, {@code time} or {@code flag}
     * @param isTold whether it says what the reader knows, so that it need not be said
     */
    public record Column(String heading, String type, boolean isTold) {}

    /**
     * Prepares a table.
     *
     * @param width of the terminal; empty where any will do
     */
    public TextTable(PrintWriter out, OptionalInt width, List<Column> columns) {
        this.out = out;
        this.width = width;
        this.columns = List.copyOf(columns);
    }

    /** Takes a row, with a text for each column; an empty one where there is nothing. */
    public void row(String[] texts) {
        rows++;
        String[] cells = new String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            cells[i] = cell(i, texts[i]);
        }
        if (first == null) {
            line(cells);
        } else {
            first.add(cells);
            if (first.size() == MEASURED) {
                begin(first);
            }
        }
    }

    /** Prints what is left, and returns how many rows there were. */
    public long end() {
        if (first != null && !first.isEmpty()) {
            begin(first);
        }
        out.flush();
        return rows;
    }

    /** The headings of the columns that did not fit. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!shown.contains(i) && !columns.get(i).isTold()) {
                left.add(columns.get(i).heading());
            }
        }
        return left;
    }

    private String cell(int column, String text) {
        String type = columns.get(column).type();
        if (type.equals("time")) {
            try {
                return (width.orElse(WIDE) < WIDE ? SHORT_TIME : TIME).format(Instant.parse(text));
            } catch (DateTimeException other) {
                return Terminal.harmless(text);
            }
        }
        if (type.equals("flag") && !text.isEmpty()) {
            return text.equals("true") ? "yes" : "no";
        }
        return Terminal.harmless(text);
    }

    private void begin(List<String[]> measured) {
        int left = width.orElse(Integer.MAX_VALUE);
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            int wide = Math.max(
                    columns.get(i).heading().length(),
                    measured.stream()
                            .mapToInt(row -> row[column].length())
                            .max()
                            .orElse(0));
            wide = width.isPresent() ? Math.min(wide, WIDEST) : wide;
            int needed = wide + (shown.isEmpty() ? 0 : GAP.length());
            if (columns.get(i).isTold() || (width.isPresent() && isEmpty(measured, column))) {
                continue;
            }
            if (needed > left) {
                // The last one that is shown may be cut, if something of it can be read.
                if (columns.get(i).type().equals("text") && left >= NARROWEST + GAP.length()) {
                    shown.add(i);
                    widths.add(left - GAP.length());
                }
                break;
            }
            shown.add(i);
            widths.add(wide);
            left -= needed;
        }
        line(columns.stream().map(Column::heading).toArray(String[]::new));
        measured.forEach(this::line);
        first = null;
    }

    private static boolean isEmpty(List<String[]> measured, int column) {
        return measured.stream().allMatch(row -> row[column].isEmpty());
    }

    private void line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            String cell = cells[shown.get(i)];
            int wide = widths.get(i);
            String fitted = cell.length() <= wide || width.isEmpty() ? cell : cell.substring(0, wide - 1) + "…";
            String padding = " ".repeat(Math.max(0, wide - fitted.length()));
            line.append(i == 0 ? "" : GAP)
                    .append(RIGHT.contains(columns.get(shown.get(i)).type()) ? padding + fitted : fitted + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
