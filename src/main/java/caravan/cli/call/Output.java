package caravan.cli.call;

import caravan.cli.Machine;
import caravan.cli.Terminal;
import caravan.kalshi.catalogue.Effect;
import caravan.kalshi.catalogue.Operation;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Shows what a call has brought. */
final class Output {
    private final Machine machine;
    private final PrintWriter out;
    private final Format format;
    private final List<String> columns;
    private final OptionalInt width;

    /** @param columns which ones are wanted; empty for all */
    Output(Machine machine, Format format, List<String> columns) {
        this.machine = machine;
        this.out = machine.out();
        this.format = format;
        this.columns = List.copyOf(columns);
        this.width = Terminal.width(machine.environment());
    }

    /** Shows a single answer. */
    void answer(Operation operation, JsonNode json) throws IOException {
        Answer answer = new Answer(operation, json);
        if (format == Format.JSON) {
            new JsonOutput(out, width.isPresent()).answer(json);
        } else if (format == Format.TABLE && columns.isEmpty() && answer.list().isEmpty()) {
            new ThingText(out, width).print(answer.thing());
        } else {
            if (format == Format.TABLE && columns.isEmpty()) {
                aside(json);
            }
            rows(operation, answer.rows().iterator(), answer.hasMore());
        }
    }

    /** Shows all pages as they come. */
    void all(Operation operation, Iterator<?> things) throws IOException {
        if (format == Format.JSON) {
            new JsonOutput(out, width.isPresent())
                    .list(operation.paging().orElseThrow().items(), things);
        } else {
            rows(operation, things, false);
        }
    }

    private void rows(Operation operation, Iterator<?> things, boolean more) throws IOException {
        Listing listing = new Listing(columns, operation.effect() == Effect.READ, machine.err());
        if (format == Format.TABLE) {
            TableSheet table = new TableSheet(out, width);
            long rows = listing.write(things, table);
            if (rows == 0) {
                machine.err().println("nothing found");
            } else if (width.isPresent()) {
                out.println();
                out.println(Words.cut(table.summary(), OptionalInt.empty()) + (more ? "; more pages with --all" : ""));
                return;
            }
        } else {
            listing.write(things, format == Format.CSV ? new CsvSheet(out) : new PlainSheet(out));
        }
        if (more) {
            machine.err().println("there are more pages: --all asks for all of them");
        }
    }

    /** What stands beside a list. */
    private void aside(JsonNode json) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!field.getValue().isContainerNode()
                    && !Cells.isEmpty(field.getValue())
                    && !field.getKey().endsWith("cursor")) {
                lines.add(Columns.heading(field.getKey(), List.of()) + ": "
                        + Terminal.harmless(field.getValue().asText()));
            }
        }
        lines.forEach(out::println);
        if (!lines.isEmpty()) {
            out.println();
        }
    }
}
