package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    /** Half a list would be wrong figures. */
    private static final String MOST_ROWS = "10000000";

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;

    HistoryCommand(Machine machine) {
        this.machine = machine;
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
            return ListCommand.show(machine, "book", options);
        }
        if (options.isList()) {
            throw new BadInputException("expected --at, or --since, --until and --limit; found both");
        }
        if (options.ticker == null) {
            throw new BadInputException("expected --ticker with a market's ticker, found none");
        }
        if (!List.of("table", "json").contains(options.format())) {
            throw new BadInputException(
                    "--format: expected table or json for one book, found '%s'; --since lists changes"
                            .formatted(options.format()));
        }
        Map<String, String> parameters = new LinkedHashMap<>(options.parameters());
        if (at != null) {
            parameters.put("at", at);
        }
        try (HistorySource source = source()) {
            Optional<JsonNode> book = source.book(parameters);
            if (book.isEmpty()) {
                machine.err()
                        .println(HistoryList.nothing(
                                source, "book", options.ticker, at == null ? "" : " at that moment"));
                return NOTHING;
            }
            if (options.format().equals("json")) {
                machine.out().println(book.get());
            } else {
                BookText.lines(book.get(), depth).forEach(machine.out()::println);
            }
            return FOUND;
        }
    }

    @Command(
            name = "pnl",
            description = {
                "What this program won and lost: spread capture, inventory, fees and rewards add up to the total.",
                "As of the last few seconds. --since and --until count the beginnings of days (UTC)."
            })
    int pnl(
            @Mixin ListOptions options,
            @Option(
                            names = "--by",
                            paramLabel = "market|event|day",
                            description = "Sums by market, event or day; else one row a market and day.")
                    @Nullable
                    String by)
            throws IOException {
        if (by != null && !List.of("market", "event", "day").contains(by)) {
            throw new BadInputException("--by: expected market, event or day, found '%s'".formatted(by));
        }
        options.by = by;
        return ListCommand.show(machine, "pnl", options);
    }

    @Command(
            name = "taxes",
            description = {
                "What this program bought and closed again, one row a closing, first in, first out; CSV if not told.",
                "Figures for whoever does your taxes, and no advice: what counts where you live is not known here."
            })
    int taxes(
            @Mixin ListOptions options,
            @Option(names = "--year", paramLabel = "YEAR", description = "What was closed in this year (UTC).")
                    @Nullable
                    Integer year)
            throws IOException {
        if (year != null && (options.since != null || options.until != null)) {
            throw new BadInputException("expected --year, or --since and --until; found both");
        }
        if (year != null && (year < 2021 || year > 9998)) {
            throw new BadInputException("--year: expected one since 2021, found %d".formatted(year));
        }
        if (year != null) {
            options.since = year + "-01-01";
            options.until = (year + 1) + "-01-01";
        }
        if (options.limit == null) {
            options.limit = MOST_ROWS;
        }
        if (options.format == null) {
            options.format = "csv";
        }
        return ListCommand.show(machine, "taxes", options);
    }

    @Command(name = "backfill", description = "Asks the exchange for what was missed: trades or candles of one market.")
    int backfill(
            @Parameters(paramLabel = "trades|candles") String what,
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

    private HistorySource source() {
        return HistorySource.open(machine);
    }
}
