package caravan.cli.call;

import caravan.history.CsvRows;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** Comma-separated values, as history writes them. */
final class CsvSheet implements Sheet {
    private final CsvRows rows;
    private List<String> columns = List.of();

    CsvSheet(Writer out) {
        this.rows = new CsvRows(out);
    }

    @Override
    public void begin(List<String> names, List<Map<String, JsonNode>> first) throws IOException {
        columns = names;
        rows.names(names);
    }

    @Override
    public void row(Map<String, JsonNode> row) throws IOException {
        rows.row(columns.stream()
                .map(name -> row.getOrDefault(name, MissingNode.getInstance()))
                .map(node -> Cells.isEmpty(node) ? null : Cells.value(node))
                .toArray());
    }

    @Override
    public void end() throws IOException {
        rows.end();
    }
}
