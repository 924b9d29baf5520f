package caravan.cli.call;

import caravan.cli.TextTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A table for people. */
final class TableSheet implements Sheet {
    private final PrintWriter out;
    private final OptionalInt width;
    private List<String> columns = List.of();
    private @Nullable TextTable table;
    private long rows;

    /** @param width of the terminal; empty where any will do */
    TableSheet(PrintWriter out, OptionalInt width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void begin(List<String> names, List<Map<String, JsonNode>> first) {
        columns = names;
        table = new TextTable(
                out,
                width,
                names.stream()
                        .map(name -> new TextTable.Column(Columns.heading(name, names), type(name, first), false))
                        .toList());
    }

    private static String type(String name, List<Map<String, JsonNode>> first) {
        return first.stream()
                .map(row -> row.getOrDefault(name, MissingNode.getInstance()))
                .filter(node -> !Cells.isEmpty(node))
                .findFirst()
                .map(node -> Cells.type(name, node))
                .orElse("text");
    }

    @Override
    public void row(Map<String, JsonNode> row) {
        if (table != null) {
            table.row(columns.stream()
                    .map(name -> Cells.shortText(name, row.getOrDefault(name, MissingNode.getInstance())))
                    .toArray(String[]::new));
        }
    }

    @Override
    public void end() {
        if (table != null) {
            rows = table.end();
        }
    }

    /** What a person should know besides; empty where there were no rows. */
    String summary() {
        int left = table == null ? 0 : table.left().size();
        return (rows == 1 ? "1 row" : rows + " rows")
                + (left == 0
                        ? ""
                        : "; " + left + " more " + (left == 1 ? "column" : "columns")
                                + " with --columns, --format json or a wider terminal");
    }
}
