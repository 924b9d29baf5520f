package caravan.bench;

import caravan.bench.OrderRequests.Signed;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * <p>Contenders take turns, so that whatever else the machine does falls on all of them alike. Absolute figures are only
 * told: they belong to the machine. Arguments: names of what to measure, nothing for all of it.
 */
public final class Benchmark {
    private static final int FRAMES = Integer.getInteger("bench.frames", 400_000);
    /** The compiler is busy with the routes and H2 for the first two million frames. */
    private static final int WARM_UPS = 5;

    private static final int ROUNDS = 3;
    private static final int SLOW_SECONDS = 60;
    private static final List<String> ALL =
            List.of("split", "store", "jdbc", "client", "engine", "stream", "rest", "day", "slow", "update", "books");
    private static final double LEAST_RATIO = 0.6;
    private static final List<String> KEYS = List.of("RSA", "Ed25519");
    private static final int LINES = 4;
    private static final int DEPTH = 16;
    private static final double MOST_MILLIS = 20;
    private static final double MOST_GROWTH_MIB = 32;
    private static final double MOST_NANOS = 300;
    private static final double MOST_FOR_MANY = 1.3;
    private static final PrintStream OUT = System.out;

    private final List<String> table = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

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
        OUT.println();
        benchmark.table.forEach(OUT::println);
        OUT.println();
        benchmark.broken.forEach(OUT::println);
        System.exit(benchmark.broken.isEmpty() ? 0 : 1);
    }

    private void run(List<String> wanted, Path folder) throws Exception {
        table.add("| What | Median | Least – most | Promised |");
        table.add("| --- | ---: | ---: | ---: |");
        Map<String, Figures> rates = rates(wanted, folder);
        rate(rates, "split", "Socket → decoded → split by type, frames/s", "300,000 on 2 cores");
        rate(rates, "store", "Socket → routes → rows committed in H2, frames/s", "");
        rate(rates, "jdbc", "Prepared rows by hand-written JDBC, batches of 500, rows/s", "");
        rate(rates, "client", "Socket → hand-written client → rows committed in H2, frames/s", "");
        rate(
                rates,
                "engine",
                "The sandbox's engine: place, amend, cancel, trade, with fees; commands/s of processor time",
                "1,000,000 on 1 core");
        rate(rates, "stream", "The sandbox: order → frame → socket, frames/s to one client", "200,000");
        orders(rates);
        rate(rates, "day", "A simulated day of the sandbox, whole, without sockets; seconds of the day in one", "");
        ratio(rates, "jdbc", "Routes ÷ hand-written JDBC", true);
        ratio(rates, "client", "Routes ÷ hand-written client", false);
        if (wanted.contains("slow")) {
            slow(SlowRecorder.measure(folder.resolve("slow"), SLOW_SECONDS));
        }
        if (wanted.contains("update")) {
            update();
        }
        if (wanted.contains("books")) {
            books(ManyMarkets.measure(folder, FRAMES, WARM_UPS, ROUNDS));
        }
        table.add("");
        table.add(machine());
    }

    /** JMH prints its own account; the table has the score. */
    private void update() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(UpdateOfABook.class.getName() + ".update")
                .build();
        for (RunResult result : new Runner(options).run()) {
            String markets = result.getParams().getParam("markets");
            double nanos = result.getPrimaryResult().getScore();
            String what = "An update of a book, %s markets, ns (JMH)".formatted(markets);
            // With very many books each is far from the processor: that is part of what a frame of them costs, below.
            boolean promised = markets.equals("100");
            table.add(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | ± %.0f | %s |",
                    what,
                    nanos,
                    result.getPrimaryResult().getScoreError(),
                    promised ? "≤ 300" : ""));
            if (promised && nanos > MOST_NANOS) {
                broken.add(String.format(Locale.ROOT, "BROKEN: %s: expected at most 300, found %.0f", what, nanos));
            }
        }
    }

    private void books(Map<Integer, Figures> micros) {
        micros.forEach((markets, figures) -> row(
                "Socket → book, %,d markets, µs of processor time a frame".formatted(markets), "%.2f", figures, ""));
        double least =
                micros.values().stream().mapToDouble(Figures::median).min().orElseThrow();
        double most =
                micros.values().stream().mapToDouble(Figures::median).max().orElseThrow();
        table.add(String.format(
                Locale.ROOT,
                "| the dearest ÷ the cheapest, of medians | %.2f | | ≤ %.1f |",
                most / least,
                MOST_FOR_MANY));
        if (most / least > MOST_FOR_MANY) {
            broken.add(String.format(
                    Locale.ROOT,
                    "BROKEN: many markets: expected at most 1.3 times the cost, found %.2f",
                    most / least));
        }
    }

    private static Map<String, Figures> rates(List<String> wanted, Path folder) throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String name : wanted) {
                switch (name) {
                    case "split" -> contenders.add(Pipeline.split(folder));
                    case "store" -> contenders.add(Pipeline.store(folder));
                    case "jdbc" -> contenders.add(new HandWrittenJdbc(folder));
                    case "client" -> contenders.add(new HandWrittenClient(folder));
                    case "day" -> contenders.add(new SimulatedDay());
                    case "engine" -> contenders.add(new MatchingEngine());
                    case "stream" -> contenders.add(new SandboxStream());
                    case "rest" -> contenders.addAll(orders(folder));
                    default -> {
                        // Measured on its own.
                    }
                }
            }
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Contender contender : contenders) {
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
                table.add(String.format(
                        Locale.ROOT,
                        "| of each, verifying the %s signature, µs | %,.0f | | |",
                        key,
                        1e6 / forged.median() - 1e6 / unknown.median()));
            }
        }
    }

    private void rate(Map<String, Figures> rates, String name, String what, String promised) {
        Figures figures = rates.get(name);
        if (figures != null) {
            row(what, "%,.0f", figures, promised);
        }
    }

    private void ratio(Map<String, Figures> rates, String other, String what, boolean promised) {
        Figures store = rates.get("store");
        Figures beside = rates.get(other);
        if (store == null || beside == null) {
            return;
        }
        double ratio = store.median() / beside.median();
        table.add(String.format(
                Locale.ROOT, "| %s, of medians | %.2f | | %s |", what, ratio, promised ? "≥ " + LEAST_RATIO : ""));
        if (promised && ratio < LEAST_RATIO) {
            broken.add(String.format(Locale.ROOT, "BROKEN: %s: expected %.1f, found %.2f", what, LEAST_RATIO, ratio));
        }
    }

    private void slow(SlowRecorder slow) {
        Figures millis = Figures.of(
                slow.micros().sorted().stream().map(micros -> micros / 1_000).toList());
        String what = "Fills at Discord beyond their window, recorder at 5 ms a row, ms";
        row(what + " (%d fills)".formatted(millis.sorted().size()), "%.1f", millis, "median ≤ 20");
        table.add(String.format(Locale.ROOT, "| the same, 99 of 100 within, ms | %.1f | | |", millis.share(0.99)));
        if (millis.median() > MOST_MILLIS) {
            broken.add(String.format(
                    Locale.ROOT, "BROKEN: %s: expected a median of 20, found %.1f", what, millis.median()));
        }
        double before = slow.heapBefore() / 1048576.0;
        double after = slow.heapAfter() / 1048576.0;
        table.add(String.format(
                Locale.ROOT,
                "| Heap after a collection, %d s apart, MiB | %+.1f | %.1f → %.1f | ≤ +32 |",
                SLOW_SECONDS,
                after - before,
                before,
                after));
        if (after - before > MOST_GROWTH_MIB) {
            broken.add(String.format(
                    Locale.ROOT, "BROKEN: heap: expected at most 32 MiB more, found %.1f", after - before));
        }
        table.add(String.format(
                Locale.ROOT,
                "| Frames sent, kept, of these in the spool | %,d | %,d, %,d | all kept |",
                slow.sent(),
                slow.kept(),
                slow.spooled()));
        if (slow.kept() != slow.sent()) {
            broken.add("BROKEN: expected %d frames to be kept, found %d".formatted(slow.sent(), slow.kept()));
        }
    }

    private void row(String what, String format, Figures figures, String promised) {
        table.add(String.format(
                Locale.ROOT,
                "| %s | " + format + " | " + format + " – " + format + " | %s |",
                what,
                figures.median(),
                figures.min(),
                figures.max(),
                promised));
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String model = Files.isReadable(cpus)
                ? Files.readAllLines(cpus).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown CPU")
                : System.getProperty("os.arch");
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %d GiB, %s %s, JDK %s; the sender runs on the same machine; %d rounds of %,d after %d"
                        + " warm-ups; load average %.1f at the end",
                Runtime.getRuntime().availableProcessors(),
                model,
                Math.round(system.getTotalMemorySize() / 1073741824.0),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                ROUNDS,
                FRAMES,
                WARM_UPS,
                system.getSystemLoadAverage());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
