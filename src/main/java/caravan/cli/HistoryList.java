package caravan.cli;

import caravan.history.Subjects;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Shows one list of rows: as a table that fits the terminal, or in a form for other programs. */
final class HistoryList {
    private static final List<String> FORMATS = List.of("table", "csv", "json", "parquet");

    private final Machine machine;
    private final String subject;
    private final ListOptions options;
    private final OptionalInt width;

    /** @throws BadInputException if the list cannot be shown as it is wanted */
    HistoryList(Machine machine, String subject, ListOptions options) {
        this.machine = machine;
        this.subject = subject;
        this.options = options;
        this.width = options.output == null ? Terminal.width(machine.environment()) : OptionalInt.empty();
        if (!FORMATS.contains(options.format())) {
            throw new BadInputException(
                    "--format: expected table, csv, json or parquet, found '%s'".formatted(options.format()));
        }
        if (options.format().equals("parquet") && width.isPresent()) {
            throw new BadInputException("expected --output FILE for parquet, which no terminal shows, found none");
        }
    }

    /** Shows the list, and returns whether there was anything; other programs see for themselves. */
    boolean show(HistorySource source) throws IOException {
        boolean table = options.format().equals("table");
        Map<String, String> parameters = options.parameters();
        parameters.put("format", table ? "json" : options.format());
        try (InputStream rows = source.list(subject, parameters)) {
            if (!table) {
                copy(rows);
                return true;
            }
            long count = print(rows);
            if (count == 0) {
                String since = options.since == null ? "" : " since " + options.since;
                machine.err().println(nothing(source, subject, options.ticker, since));
            }
            return count > 0;
        }
    }

    private void copy(InputStream rows) throws IOException {
        if (options.output != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(options.output))) {
                rows.transferTo(out);
            }
        } else if (options.format().equals("parquet")) {
            // No text, so not for a writer.
            rows.transferTo(System.out);
            System.out.flush();
        } else {
            new InputStreamReader(rows, StandardCharsets.UTF_8).transferTo(machine.out());
            machine.out().flush();
        }
    }

    private long print(InputStream rows) throws IOException {
        if (options.output != null) {
            try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(options.output))) {
                long count = new HistoryTable(file, width, false).print(rows);
                if (file.checkError()) {
                    throw new IOException("expected room for the list in %s, found none; make room, or ask for less"
                            .formatted(options.output));
                }
                return count;
            }
        }
        HistoryTable table = new HistoryTable(machine.out(), width, width.isPresent() && options.ticker != null);
        long count = table.print(rows);
        if (count > 0 && width.isPresent()) {
            machine.out().println();
            machine.out().println(summary(count, table.left()));
        }
        return count;
    }

    private String summary(long count, List<String> left) {
        StringBuilder summary = new StringBuilder();
        summary.append(options.ticker == null ? "" : options.ticker + ": ");
        summary.append(count).append(count == 1 ? " row" : " rows");
        if (String.valueOf(count).equals(options.limit == null ? "100" : options.limit)) {
            summary.append(", the newest (--limit)");
        }
        if (!left.isEmpty()) {
            summary.append("; ").append(left.size()).append(" more columns with --format csv or a wider terminal");
        }
        return summary.toString();
    }

    /** Returns the line for nothing, with tickers near the one that was asked for where that one is unknown. */
    static String nothing(HistorySource source, String subject, @Nullable String ticker, String when)
            throws IOException {
        String line = "nothing found in " + subject + when;
        if (ticker == null) {
            return line;
        }
        line += " of " + Terminal.harmless(ticker);
        if (!Subjects.areAboutMarkets(subject)) {
            return line;
        }
        JsonNode found = source.near(ticker);
        if (found.path("known").asBoolean()) {
            return line;
        }
        List<String> near = new ArrayList<>();
        found.path("near").forEach(name -> near.add(Terminal.harmless(name.asText())));
        return line + "; nothing at all was recorded of that ticker"
                + (near.isEmpty() ? "" : ", but of " + String.join(", ", near));
    }
}
