package caravan.history;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values with a line of names.
 *
 * <p>An empty field is a missing value. A text that a spreadsheet would run as a formula gets an apostrophe before it:
 * texts come from strangers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvRows implements RowWriter {
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;

    public CsvRows(Writer out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) throws IOException {
        names(columns.stream().map(Column::name).toList());
    }

    /** Writes the line of names. */
    public void names(List<String> names) throws IOException {
        line(names.toArray());
    }

    @Override
    public void row(@Nullable Object[] values) throws IOException {
        line(values);
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }

    private void line(@Nullable Object[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            Object value = values[i];
            if (value instanceof BigDecimal number) {
                out.write(number.toPlainString());
            } else if (value instanceof String text) {
                text(text);
            } else if (value != null) {
                out.write(value.toString());
            }
        }
        out.write("\r\n");
    }

    private void text(String text) throws IOException {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = !safe.isEmpty() && safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        out.write(plain ? safe : '"' + safe.replace("\"", "\"\"") + '"');
    }
}
