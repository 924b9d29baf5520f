package caravan.bench;

import caravan.bench.OrderRequests.Signed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures the packed program and prints one table in Markdown. Ends with code 1 when a promise is not kept.
 *
 * <p>Contenders take turns, each when the one before has come to rest, so that whatever else the machine does falls on
 * all of them alike. Absolute figures are only
 * told: they belong to the machine. Arguments: names of what to measure, nothing for all of it.
 */
public final class Benchmark {
    private static final int FRAMES = Integer.getInteger("bench.frames", 400_000);
    /** The compiler is busy with the routes and H2 for the first four million frames. */
    private static final int WARM_UPS = 10;

    private static final int ROUNDS = 3;
    private static final int SLOW_SECONDS = 60;
    private static final List<String> ALL = List.of(
            "split",
            "store",
            "whole",
            "jdbc",
            "client",
            "store-postgresql",
            "jdbc-postgresql",
            "delay",
            "engine",
            "stream",
            "rest",
            "day",
            "slow",
            "update",
            "cycle",
            "quotes",
            "reaction",
            "books",
            "memory",
            "call",
            "reconnect");
    private static final int DELAY_SECONDS = 130;
    private static final double MOST_DELAY_MILLIS = 50;
    private static final double LEAST_RATIO = 0.75;
    private static final double MOST_RECONNECT_MILLIS = 1_000;
    private static final String CAPTURE = "market-data,recording";
    private static final List<String> KEYS = List.of("RSA", "Ed25519");
    private static final int LINES = 4;
    private static final int DEPTH = 16;
    private static final double MOST_MILLIS = 20;
    private static final double MOST_GROWTH_MIB = 32;
    private static final double MOST_NANOS = 300;
    private static final double MOST_QUOTING_NANOS = 5_000;
    /** With a hundred programs, as its code was read: it asks for each one's market by itself. Not measured here. */
    private static final int LEAST_ORIGINAL_SECONDS = 10;

    private static final double MOST_FOR_MANY = 1.3;
    private static final double MOST_MARKETS_MILLIS = 50;
    private static final PrintStream OUT = System.out;

    private final Report report = new Report();

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        List<String> wanted = args.length == 0 ? ALL : List.of(args);
        Path folder = Files.createTempDirectory("caravan-bench");
        Benchmark benchmark = new Benchmark();
        try {
            benchmark.run(wanted, folder);
        } finally {
            delete(folder);
        }
        benchmark.report.print(OUT);
        System.exit(benchmark.report.isKept() ? 0 : 1);
    }

    private void run(List<String> wanted, Path folder) throws Exception {
        try (PostgreSql postgreSql = new PostgreSql()) {
            run(wanted, folder, postgreSql);
        }
    }

    private void run(List<String> wanted, Path folder, PostgreSql postgreSql) throws Exception {
        Map<String, Figures> rates = rates(wanted, folder, postgreSql);
        rate(rates, "split", "Socket → decoded → split by type, frames/s", "300,000 on 2 cores");
        rate(rates, "store", "Socket → routes → spool → rows committed in H2 (market-data, recording), frames/s", "");
        rate(rates, "whole", "the same with all stages, frames/s", "");
        rate(rates, "jdbc", "Prepared rows by hand-written JDBC, batches of 500, rows/s", "");
        rate(rates, "client", "Socket → hand-written client → rows committed in H2, frames/s", "");
        rate(
                rates,
                "store-postgresql",
                "Socket → routes → spool → rows committed in PostgreSQL (the same two stages), frames/s",
                "");
        rate(rates, "jdbc-postgresql", "Prepared rows by hand-written JDBC into PostgreSQL, rows/s", "");
        rate(rates, "stream", "The sandbox: order → frame → socket, frames/s to one client", "200,000");
        orders(rates);
        rate(rates, "day", "A simulated day of the sandbox, whole, without sockets; seconds of the day in one", "");
        ratio(rates, "store", "jdbc", "Routes ÷ hand-written JDBC", true);
        ratio(rates, "store-postgresql", "jdbc-postgresql", "The same on PostgreSQL", true);
        ratio(rates, "store", "client", "Routes ÷ hand-written client", false);
        if (wanted.contains("delay")) {
            delay("H2", CommitDelay.measure(folder.resolve("delay-h2"), "", DELAY_SECONDS));
            delay(
                    "PostgreSQL",
                    CommitDelay.measure(
                            folder.resolve("delay-postgresql"), postgreSql.newDatabase("delay"), DELAY_SECONDS));
        }
        if (wanted.contains("slow")) {
            slow(SlowRecorder.measure(folder.resolve("slow"), SLOW_SECONDS));
        }
        if (wanted.contains("engine")) {
            engine();
        }
        if (wanted.contains("update")) {
            update();
        }
        if (wanted.contains("cycle")) {
            for (String tier : List.of("basic", "premier")) {
                cycle(tier, MakingCycles.measure(folder.resolve("cycle-" + tier), tier));
            }
            report.line(
                    "| The original, before its first quote, with 100 programs, s | ≥ %d (by its code) | | |",
                    LEAST_ORIGINAL_SECONDS);
        }
        if (wanted.contains("quotes")) {
            quotes();
        }
        if (wanted.contains("reaction")) {
            for (String key : KEYS) {
                reaction(folder, key);
            }
        }
        if (wanted.contains("books")) {
            books(ManyMarkets.measure(folder, FRAMES, WARM_UPS, ROUNDS));
        }
        if (wanted.contains("memory")) {
            memory(Memory.measure(folder.resolve("memory")));
        }
        if (wanted.contains("call")) {
            calls(SignedCalls.measure());
        }
        if (wanted.contains("reconnect")) {
            Figures millis = Reconnect.measure(folder.resolve("reconnect"));
            report.row("Connection cut → first whole book of the next, ms", "%.0f", millis, "≤ 1,000");
            report.expectAtMost("reconnect, ms", MOST_RECONNECT_MILLIS, millis.max());
        }
    }

    private void calls(SignedCalls calls) {
        calls.micros()
                .forEach((signer, figures) ->
                        report.row("GetBalance over loopback, by " + signer + ", µs", "%.0f", figures, ""));
        for (String key : KEYS) {
            report.line(
                    "| of it, beyond the bare socket, %s key, µs, of medians | %.0f | | |",
                    key, calls.beyondTheSocket(key));
        }
        report.row("1,000 markets listed and decoded over loopback, ms", "%.1f", calls.marketsMillis(), "≤ 50");
        report.expectAtMost(
                "1,000 markets, ms", MOST_MARKETS_MILLIS, calls.marketsMillis().median());
    }

    private void memory(Memory memory) {
        report.line(
                "| Resident memory, %d markets, all stages, no sandbox, %s, MiB | %.0f | | |",
                Memory.FEW, String.join(" ", Memory.FLAGS), memory.residentMib());
        report.line(
                "| Heap for each further market, book of 20 prices a side, bytes | %,.0f | | |", memory.bytesAMarket());
    }

    /** JMH prints its own account; the table has the score. */
    private static Collection<RunResult> jmh(Class<?> benchmark) throws RunnerException {
        Options options = new OptionsBuilder().include(benchmark.getName()).build();
        return new Runner(options).run();
    }

    private void engine() throws RunnerException {
        for (RunResult result : jmh(MatchingEngine.class)) {
            report.line(
                    "| The sandbox's engine: place, amend, cancel, trade, with fees; commands/s (JMH) | %,.0f | ± %,.0f |"
                            + " 1,000,000 on 1 core |",
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError());
        }
    }

    private void update() throws RunnerException {
        for (RunResult result : jmh(UpdateOfABook.class)) {
            String markets = result.getParams().getParam("markets");
            double nanos = result.getPrimaryResult().getScore();
            String what = "An update of a book, %s markets, ns (JMH)".formatted(markets);
            // With very many books each is far from the processor: that is part of what a frame of them costs, below.
            boolean promised = markets.equals("100");
            report.line(
                    "| %s | %.0f | ± %.0f | %s |",
                    what, nanos, result.getPrimaryResult().getScoreError(), promised ? "≤ 300" : "");
            if (promised) {
                report.expectAtMost(what, MOST_NANOS, nanos);
            }
        }
    }

    private void quotes() throws RunnerException {
        for (RunResult result : jmh(QuotesOfAMarket.class)) {
            double nanos = result.getPrimaryResult().getScore();
            String what = "Top of book → wanted quotes, strategy %s, ns (JMH)"
                    .formatted(result.getParams().getParam("name"));
            report.line(
                    "| %s | %.0f | ± %.0f | ≤ 5,000 |",
                    what, nanos, result.getPrimaryResult().getScoreError());
            report.expectAtMost(what, MOST_QUOTING_NANOS, nanos);
        }
    }

    private void cycle(String tier, MakingCycles cycles) {
        report.row(
                "A cycle of market making, %d programs, %d quotes in %d markets, tier %s, ms"
                        .formatted(cycles.programs(), cycles.quotes(), MakingCycles.MARKETS, tier),
                "%.0f",
                cycles.millis(),
                "");
        report.row(
                "of it, the wait that the rate limit forces (%.0f tokens read, %.0f written)"
                        .formatted(cycles.tokens().get("read"), cycles.tokens().get("write")),
                "%.0f",
                cycles.forcedMillis(),
                "");
        report.row("of it, beyond that wait", "%.0f", cycles.beyondMillis(), "≤ 1,000");
        OUT.println("cycle, tier " + tier + ", its last steps: " + cycles.steps());
    }

    private void reaction(Path folder, String key) throws Exception {
        Figures millis = TickToOrder.measure(folder.resolve("reaction-" + key), key);
        report.line(
                "| Frame that moves the best price → order request, %s key, 99 of 100 within, ms | %.2f |"
                        + " median %.2f | ≤ 5 |",
                key, millis.share(0.99), millis.median());
    }

    private void books(Map<Integer, Figures> micros) {
        micros.forEach((markets, figures) -> report.row(
                "Socket → book, %,d markets, µs of processor time a frame".formatted(markets), "%.2f", figures, ""));
        double least =
                micros.values().stream().mapToDouble(Figures::median).min().orElseThrow();
        double most =
                micros.values().stream().mapToDouble(Figures::median).max().orElseThrow();
        report.line("| the dearest ÷ the cheapest, of medians | %.2f | | ≤ %.1f |", most / least, MOST_FOR_MANY);
        report.expectAtMost("the cost of many markets", MOST_FOR_MANY, most / least);
    }

    private void delay(String database, CommitDelay delay) {
        report.line(
                "| Receive to commit in %s at %,d frames/s, 99 of 100 batches within, ms | %.1f | median %.1f | ≤ %.0f |",
                database, CommitDelay.A_SECOND, delay.p99Millis(), delay.medianMillis(), MOST_DELAY_MILLIS);
        OUT.printf(Locale.ROOT, "delay %s: %.1f µs of processor time a frame%n", database, delay.micros());
        report.expectAtMost("receive to commit in " + database + ", ms", MOST_DELAY_MILLIS, delay.p99Millis());
    }

    private static Map<String, Figures> rates(List<String> wanted, Path folder, PostgreSql postgreSql)
            throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String name : wanted) {
                switch (name) {
                    case "split" -> contenders.add(Pipeline.split(folder));
                    case "store" -> contenders.add(Pipeline.store(folder, name, CAPTURE, ""));
                    case "whole" -> contenders.add(Pipeline.store(folder, name, "all", ""));
                    case "jdbc" -> contenders.add(new HandWrittenJdbc(folder, name, ""));
                    case "store-postgresql" ->
                        contenders.add(Pipeline.store(folder, name, CAPTURE, postgreSql.newDatabase("routes")));
                    case "jdbc-postgresql" ->
                        contenders.add(new HandWrittenJdbc(folder, name, postgreSql.newDatabase("jdbc")));
                    case "client" -> contenders.add(new HandWrittenClient(folder));
                    case "day" -> contenders.add(new SimulatedDay());
                    case "stream" -> contenders.add(new SandboxStream());
                    case "rest" -> contenders.addAll(orders(folder));
                    default -> {
                        // Measured on its own.
                    }
                }
            }
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Contender contender : contenders) {
                    Quiet.await();
                    double rate = contender.measure(FRAMES);
                    OUT.printf(
                            Locale.ROOT,
                            "%s %s: %,.0f/s%s%n",
                            round < 0 ? "warm-up" : "round " + (round + 1),
                            contender.name(),
                            rate,
                            contender.note());
                    if (round >= 0) {
                        measured.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
        } finally {
            for (Contender contender : contenders) {
                contender.close();
            }
        }
        Map<String, Figures> rates = new LinkedHashMap<>();
        measured.forEach((name, values) -> rates.put(name, Figures.of(values)));
        return rates;
    }

    /** Each kind of key, one request at a time and many; and what is needed to tell what a signature costs. */
    private static List<Contender> orders(Path folder) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (String key : KEYS) {
            contenders.add(new OrderRequests(folder, key, key, Signed.WELL, 1, 1));
            contenders.add(new OrderRequests(folder, key + " pipelined", key, Signed.WELL, LINES, DEPTH));
            contenders.add(new OrderRequests(folder, key + " forged", key, Signed.WRONGLY, LINES, DEPTH));
            contenders.add(new OrderRequests(folder, key + " unknown", key, Signed.BY_A_STRANGER, LINES, DEPTH));
        }
        return contenders;
    }

    private void orders(Map<String, Figures> rates) {
        for (String key : KEYS) {
            String what = "The sandbox: create-order round trips over REST, " + key + " key, ";
            rate(rates, key, what + "one at a time, requests/s", "");
            rate(rates, key + " pipelined", what + "%d connections of %d, requests/s".formatted(LINES, DEPTH), "");
            Figures forged = rates.get(key + " forged");
            Figures unknown = rates.get(key + " unknown");
            if (forged != null && unknown != null) {
                report.line(
                        "| of each, verifying the %s signature, µs | %,.0f | | |",
                        key, 1e6 / forged.median() - 1e6 / unknown.median());
            }
        }
    }

    private void rate(Map<String, Figures> rates, String name, String what, String promised) {
        Figures figures = rates.get(name);
        if (figures != null) {
            report.row(what, "%,.0f", figures, promised);
        }
    }

    private void ratio(Map<String, Figures> rates, String routes, String other, String what, boolean promised) {
        Figures store = rates.get(routes);
        Figures beside = rates.get(other);
        if (store == null || beside == null) {
            return;
        }
        double ratio = store.median() / beside.median();
        report.line("| %s, of medians | %.2f | | %s |", what, ratio, promised ? "≥ " + LEAST_RATIO : "");
        if (promised) {
            report.expectAtLeast(what, LEAST_RATIO, ratio);
        }
    }

    private void slow(SlowRecorder slow) {
        Figures millis = Figures.of(
                slow.micros().sorted().stream().map(micros -> micros / 1_000).toList());
        String what = "Fills at Discord beyond their window, recorder at 5 ms a row, ms";
        report.row(what + " (%d fills)".formatted(millis.sorted().size()), "%.1f", millis, "median ≤ 20");
        report.line("| the same, 99 of 100 within, ms | %.1f | | |", millis.share(0.99));
        report.expectAtMost(what, MOST_MILLIS, millis.median());
        double before = slow.heapBefore() / 1048576.0;
        double after = slow.heapAfter() / 1048576.0;
        report.line(
                "| Heap after a collection, %d s apart, MiB | %+.1f | %.1f → %.1f | ≤ +32 |",
                SLOW_SECONDS, after - before, before, after);
        report.expectAtMost("growth of the heap, MiB", MOST_GROWTH_MIB, after - before);
        report.line(
                "| Frames sent, kept, of these in the spool | %,d | %,d, %,d | all kept |",
                slow.sent(), slow.kept(), slow.spooled());
        report.expectAtLeast("frames kept", slow.sent(), slow.kept());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
