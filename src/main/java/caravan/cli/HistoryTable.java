package caravan.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Prints a list of rows, as the API gives it, as a table. */
final class HistoryTable {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;
    private final OptionalInt width;
    private final boolean oneTicker;
    private List<String> left = List.of();

    /**
     * Prepares a table.
     *
     * @param width of the terminal; empty where any will do
     * @param oneTicker whether all rows have the same ticker, so that it need not be said
     */
    HistoryTable(PrintWriter out, OptionalInt width, boolean oneTicker) {
        this.out = out;
        this.width = width;
        this.oneTicker = oneTicker;
    }

    /** Prints the list, and returns how many rows it had. */
    long print(InputStream json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            List<TextTable.Column> columns = readColumns(parser);
            TextTable table = new TextTable(out, width, columns);
            for (JsonToken token = parser.nextToken(); token == JsonToken.START_OBJECT; token = parser.nextToken()) {
                table.row(readRow(parser, columns.size()));
            }
            long rows = table.end();
            left = table.left();
            return rows;
        }
    }

    /** The names of the columns that did not fit. */
    List<String> left() {
        return left;
    }

    private List<TextTable.Column> readColumns(JsonParser parser) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        while (!"rows".equals(parser.currentName()) || parser.currentToken() != JsonToken.START_ARRAY) {
            if (parser.nextToken() == null) {
                throw new IOException("expected a list of rows, found another answer");
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                ("name".equals(parser.currentName()) ? names : types).add(parser.getText());
            }
        }
        List<TextTable.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean told = oneTicker && names.get(i).equals("ticker");
            columns.add(new TextTable.Column(heading(names.get(i)), types.get(i), told));
        }
        return columns;
    }

    private static String[] readRow(JsonParser parser, int columns) throws IOException {
        String[] row = new String[columns];
        for (int i = 0; parser.nextToken() != JsonToken.END_OBJECT; i++) {
            JsonToken value = parser.nextToken();
            row[i] = value == JsonToken.VALUE_NULL ? "" : parser.getText();
        }
        return row;
    }

    /** Units are the same everywhere: dollars and contracts. */
    private static String heading(String name) {
        return name.replaceFirst("_(dollars|contracts)$", "").replace('_', ' ');
    }
}
