package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks into what was recorded: asks a running process, or the database where none runs. */
@Command(
        name = "history",
        description = "What was recorded: lists, books at a past moment, and what was missed.",
        footer = {
            "",
            "Beside a running process it asks that one; without one it opens the database itself. Times are UTC.",
            "Ends with 0 when there is an answer, 1 when there is nothing or something"
                    + " is not accounted for, 2 when something has to be mended first."
        },
        mixinStandardHelpOptions = true)
final class HistoryCommand {
    static final int FOUND = 0;
    static final int NOTHING = 1;

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;

    HistoryCommand(Machine machine) {
        this.machine = machine;
    }

    @Command(name = "tickers", description = "Prices and volumes as they changed; --limit 1 is the latest.")
    int tickers(@Mixin ListOptions options) throws IOException {
        return list("tickers", options);
    }

    @Command(name = "trades", description = "Everybody's trades.")
    int trades(@Mixin ListOptions options) throws IOException {
        return list("trades", options);
    }

    @Command(name = "fills", description = "Your own fills.")
    int fills(@Mixin ListOptions options) throws IOException {
        return list("fills", options);
    }

    @Command(name = "snapshots", description = "Whole books as the exchange told them.")
    int snapshots(@Mixin ListOptions options) throws IOException {
        return list("snapshots", options);
    }

    @Command(name = "lifecycle", description = "Markets that opened, closed, were determined, were paid out.")
    int lifecycle(@Mixin ListOptions options) throws IOException {
        return list("lifecycle", options);
    }

    @Command(name = "candles", description = "What the exchange sums up of a period; backfill candles brings them in.")
    int candles(@Mixin ListOptions options) throws IOException {
        return list("candles", options);
    }

    @Command(name = "gaps", description = "Where updates of order books were lost, and for how long.")
    int gaps(@Mixin ListOptions options) throws IOException {
        return list("gaps", options);
    }

    @Command(name = "quarantine", description = "What could not be read or stored, and why.")
    int quarantine(@Mixin ListOptions options) throws IOException {
        return list("quarantine", options);
    }

    @Command(
            name = "book",
            description = "A market's order book as it is or was; with --since, --until or --limit, its changes.")
    int book(
            @Mixin ListOptions options,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            description = "The moment: 10m ago, or a time; now if not told.")
                    @Nullable
                    String at,
            @Option(names = "--depth", paramLabel = "LEVELS", defaultValue = "10", description = "Levels of each side.")
                    int depth)
            throws IOException {
        if (options.isList() && at == null) {
            return list("book", options);
        }
        if (options.isList()) {
            throw new BadInputException("expected --at, or --since, --until and --limit; found both");
        }
        if (options.ticker == null) {
            throw new BadInputException("expected --ticker with a market's ticker, found none");
        }
        if (!List.of("table", "json").contains(options.format)) {
            throw new BadInputException(
                    "--format: expected table or json for one book, found '%s'; --since lists changes"
                            .formatted(options.format));
        }
        Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
        if (at != null) {
            parameters.put("at", at);
        }
        try (HistorySource source = source()) {
            Optional<JsonNode> book = source.book(parameters);
            if (book.isEmpty()) {
                sayNothing(source, "book", options.ticker, at == null ? "" : " at that moment");
                return NOTHING;
            }
            if (options.format.equals("json")) {
                machine.out().println(book.get());
            } else {
                BookText.lines(book.get(), depth).forEach(machine.out()::println);
            }
            return FOUND;
        }
    }

    @Command(name = "backfill", description = "Asks the exchange for what was missed: trades or candles of one market.")
    int backfill(
            @picocli.CommandLine.Parameters(paramLabel = "trades|candles") String what,
            @Option(names = "--ticker", paramLabel = "TICKER", required = true, description = "The market.")
                    String ticker,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            required = true,
                            description = "From when on: 2h, or a time.")
                    String since,
            @Option(names = "--until", paramLabel = "TIME", description = "Until when; now if not told.") @Nullable
                    String until,
            @Option(names = "--minutes", paramLabel = "1|60|1440", description = "How long a candle is.") @Nullable
                    String minutes)
            throws Exception {
        if (!List.of("trades", "candles").contains(what)) {
            throw new BadInputException("expected trades or candles, found '%s'".formatted(what));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ticker", ticker);
        parameters.put("since", since);
        if (until != null) {
            parameters.put("until", until);
        }
        if (minutes != null) {
            parameters.put("minutes", minutes);
        }
        try (HistorySource source = source()) {
            JsonNode outcome = source.backfill(what, parameters);
            machine.out()
                    .printf(
                            "%s of %s from %s to %s: %s read, %s new, %s here already, %s unreadable%n",
                            what,
                            outcome.path("ticker").asText(),
                            outcome.path("since").asText(),
                            outcome.path("until").asText(),
                            outcome.path("read").asText(),
                            outcome.path("stored").asText(),
                            outcome.path("known").asText(),
                            outcome.path("unreadable").asText());
            return outcome.path("read").asLong() > 0 ? FOUND : NOTHING;
        }
    }

    @Command(name = "verify", description = "Whether everything that was received is accounted for; reads every row.")
    int verify(
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = "table or json.")
                    String format)
            throws IOException {
        if (!List.of("table", "json").contains(format)) {
            throw new BadInputException("--format: expected table or json, found '%s'".formatted(format));
        }
        try (HistorySource source = source()) {
            JsonNode report = source.verify();
            if (format.equals("json")) {
                machine.out().println(report);
            } else {
                VerificationText.lines(report).forEach(machine.out()::println);
            }
            return report.path("holds").asBoolean() ? FOUND : NOTHING;
        }
    }

    private int list(String subject, ListOptions options) throws IOException {
        boolean table = options.format.equals("table");
        if (!List.of("table", "csv", "json", "parquet").contains(options.format)) {
            throw new BadInputException(
                    "--format: expected table, csv, json or parquet, found '%s'".formatted(options.format));
        }
        OptionalInt width = options.output == null ? Terminal.width(machine.environment()) : OptionalInt.empty();
        if (options.format.equals("parquet") && width.isPresent()) {
            throw new BadInputException("expected --output FILE for parquet, which no terminal shows, found none");
        }
        Map<String, String> parameters = options.parameters();
        parameters.put("format", table ? "json" : options.format);
        try (HistorySource source = source();
                InputStream rows = source.list(subject, parameters)) {
            if (!table) {
                copy(rows, options);
                return FOUND;
            }
            return print(rows, subject, options, width, source);
        }
    }

    private int print(InputStream rows, String subject, ListOptions options, OptionalInt width, HistorySource source)
            throws IOException {
        try (PrintWriter file =
                options.output == null ? null : new PrintWriter(Files.newBufferedWriter(options.output))) {
            TextTable table = new TextTable(
                    file == null ? machine.out() : file, width, width.isPresent() && options.ticker != null);
            long count = table.print(rows);
            if (count == 0) {
                sayNothing(source, subject, options.ticker, options.since == null ? "" : " since " + options.since);
                return NOTHING;
            }
            if (width.isPresent()) {
                machine.out().println();
                machine.out().println(summary(count, options, table.left()));
            }
            return FOUND;
        }
    }

    private static String summary(long count, ListOptions options, List<String> left) {
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

    private void sayNothing(HistorySource source, String subject, @Nullable String ticker, String when)
            throws IOException {
        StringBuilder line =
                new StringBuilder("nothing found in ").append(subject).append(when);
        if (ticker != null) {
            line.append(" of ").append(Terminal.harmless(ticker));
            JsonNode near = source.near(ticker);
            if (!near.path("known").asBoolean()) {
                line.append("; nothing at all was recorded of that ticker");
                if (near.path("near").size() > 0) {
                    line.append(", but of ");
                    for (int i = 0; i < near.path("near").size(); i++) {
                        line.append(i == 0 ? "" : ", ")
                                .append(Terminal.harmless(
                                        near.path("near").path(i).asText()));
                    }
                }
            }
        }
        machine.err().println(line);
    }

    private void copy(InputStream rows, ListOptions options) throws IOException {
        if (options.output != null) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(options.output))) {
                rows.transferTo(out);
            }
        } else if (options.format.equals("parquet")) {
            // No text, so not for a writer.
            rows.transferTo(System.out);
            System.out.flush();
        } else {
            new InputStreamReader(rows, StandardCharsets.UTF_8).transferTo(machine.out());
            machine.out().flush();
        }
    }

    private HistorySource source() {
        Settings settings = machine.settings();
        Logging.aside(settings);
        Environment environment = Environment.parse(settings.text("kalshi.environment"));
        Path data = settings.path("data.dir").resolve(environment.id());
        Optional<RunFile.Running> running = RunFile.read(data);
        if (running.isEmpty()) {
            return OwnHistory.open(machine, settings, environment, data);
        }
        return running.get()
                .console()
                .map(address -> (HistorySource)
                        new RunningHistory(new ApiClient(address, running.get().token())))
                .orElseThrow(() -> new BadInputException(
                        "expected the process %d on %s to have the stages history and console, found it without; add them to caravan.stages, or stop it"
                                .formatted(running.get().pid(), data)));
    }
}
