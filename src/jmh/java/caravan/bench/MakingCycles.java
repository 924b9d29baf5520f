package caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * How long whole cycles of market making take, with the strategy that cancels and closes everything first: through the
 * packed program's routes, over sockets, against the packed sandbox.
 *
 * <p>The wait that the rate limit forces is reckoned: what the requests since the begin of the cycle have cost, beyond what
 * a full bucket holds, at the rate at which it fills. Reads and writes have a bucket each; the longer wait counts. That is
 * less than any program has to wait which asks for one thing after the other.
 *
 * @param programs how many programs there were in the last cycle
 * @param quotes how many orders were wanted in the last cycle
 * @param millis of a cycle
 * @param forcedMillis of it, what the rate limit forces
 * @param beyondMillis the difference of each cycle
 * @param tokens what the last cycle has cost, by budget
 * @param steps the last cycle's
 */
record MakingCycles(
        int programs,
        int quotes,
        Figures millis,
        Figures forcedMillis,
        Figures beyondMillis,
        Map<String, Double> tokens,
        String steps) {
    static final int PROGRAMS = 100;
    static final int MARKETS = 20;
    private static final int WARM_UPS = Integer.getInteger("bench.cycle-warm-ups", 6);
    private static final int CYCLES = Integer.getInteger("bench.cycles", 12);
    private static final long LOOK_MILLIS = 250;
    private static final long LIMIT_SECONDS = 60;
    private static final String WAIT = "8s";

    /** How many tokens a bucket holds, and gets in a second. */
    private record Bucket(String name, double capacity, double refill) {
        double forcedMillis(double tokens) {
            return Math.max(0, tokens - capacity) / refill * 1_000;
        }
    }

    private static final Map<String, List<Bucket>> TIERS = Map.of(
            "basic", List.of(new Bucket("read", 600, 200), new Bucket("write", 100, 100)),
            "premier", List.of(new Bucket("read", 1_200, 1_200), new Bucket("write", 3_600, 1_200)));

    /** @param tier {@code basic} or {@code premier} */
    static MakingCycles measure(Path folder, String tier) throws Exception {
        try (BuiltInExchange exchange = new BuiltInExchange(folder.resolve("exchange"), tier)) {
            exchange.control("/markets?count=" + PROGRAMS);
            Map<String, String> settings = new HashMap<>(exchange.settings());
            settings.putAll(Map.of(
                    "KALSHI_MARKETS",
                    "",
                    "TRADING_ENABLED",
                    "true",
                    "RISK_CAPS_PERCENT",
                    "100",
                    "MARKET_MAKING_ENABLED",
                    "true",
                    "MARKET_MAKING_MARKETS",
                    Integer.toString(MARKETS),
                    "MARKET_MAKING_INCENTIVE_SIZE",
                    "1000000",
                    "MARKET_MAKING_WAIT_TIME",
                    WAIT));
            try (Program program = new Program(folder.resolve("program"), settings)) {
                return new Watch(program, TIERS.get(tier)).cycles();
            }
        }
    }

    /** Looks at a program that runs. */
    private static final class Watch {
        private final Program program;
        private final List<Bucket> buckets;
        /** By the time of the look: what all requests had cost before. */
        private final TreeMap<Instant, Map<String, Double>> spent = new TreeMap<>();

        private Watch(Program program, List<Bucket> buckets) {
            this.program = program;
            this.buckets = buckets;
        }

        private MakingCycles cycles() throws Exception {
            List<Double> millis = new ArrayList<>();
            List<Double> forced = new ArrayList<>();
            List<Double> beyond = new ArrayList<>();
            JsonNode cycle = next("");
            for (int count = 1 - WARM_UPS; count <= CYCLES; count++) {
                cycle = next(cycle.path("started_time").asText());
                if (count > 0) {
                    Map<String, Double> tokens = tokens(cycle);
                    double wait = buckets.stream()
                            .mapToDouble(bucket -> bucket.forcedMillis(tokens.get(bucket.name())))
                            .max()
                            .orElseThrow();
                    double whole = Duration.between(time(cycle, "started_time"), time(cycle, "ended_time"))
                                    .toNanos()
                            / 1e6;
                    millis.add(whole);
                    forced.add(wait);
                    beyond.add(whole - wait);
                }
            }
            return new MakingCycles(
                    cycle.path("programs").asInt(),
                    cycle.path("quotes").asInt(),
                    Figures.of(millis),
                    Figures.of(forced),
                    Figures.of(beyond),
                    tokens(cycle),
                    cycle.path("steps").asText());
        }

        /** Waits for a cycle that is over, quotes as many markets as it should, and is another than the last one. */
        private JsonNode next(String last) throws Exception {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            JsonNode found = program.newest("cycles");
            while (System.nanoTime() < end) {
                look();
                found = program.newest("cycles");
                boolean whole = found.path("outcome").asText().equals("done")
                        && found.path("quotes").asInt() == 2 * MARKETS;
                if (whole && found.path("started_time").asText().compareTo(last) > 0) {
                    look();
                    return found;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            throw new IllegalStateException(
                    "expected a cycle with %d quotes within %d s, found %s; the program said:%n%s"
                            .formatted(2 * MARKETS, LIMIT_SECONDS, found, program.output()));
        }

        private void look() {
            Map<String, Double> now = new LinkedHashMap<>();
            Instant time = Instant.now();
            for (Bucket bucket : buckets) {
                now.put(bucket.name(), program.metric("kalshi_budget_spent_total", "budget=\"" + bucket.name() + '"'));
            }
            spent.put(time, now);
        }

        /** From the last look before a cycle to the first one after it. */
        private Map<String, Double> tokens(JsonNode cycle) {
            Map<String, Double> before =
                    spent.floorEntry(time(cycle, "started_time")).getValue();
            Map<String, Double> after =
                    spent.ceilingEntry(time(cycle, "ended_time")).getValue();
            Map<String, Double> tokens = new LinkedHashMap<>();
            after.forEach((name, all) -> tokens.put(name, all - before.getOrDefault(name, 0.0)));
            return tokens;
        }

        private static Instant time(JsonNode cycle, String field) {
            return Instant.parse(cycle.path(field).asText());
        }
    }
}
