package caravan.cli.call;

import caravan.cli.Terminal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The values alone, with tabs between them, for a shell. */
final class PlainSheet implements Sheet {
    private final PrintWriter out;
    private List<String> columns = List.of();

    PlainSheet(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> names, List<Map<String, JsonNode>> first) {
        columns = names;
    }

    @Override
    public void row(Map<String, JsonNode> row) {
        out.println(columns.stream()
                .map(name -> Terminal.harmless(Cells.text(row.getOrDefault(name, MissingNode.getInstance()))))
                .collect(Collectors.joining("\t")));
    }

    @Override
    public void end() {
        out.flush();
    }
}
