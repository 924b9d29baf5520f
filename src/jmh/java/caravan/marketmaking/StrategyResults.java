package caravan.marketmaking;

import caravan.marketmaking.SimulatedTrader.Plan;
import caravan.model.Quantity;
import caravan.sandbox.engine.Market;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * Lets each strategy trade in the same worlds and prints what it earned and lost, as a table in Markdown.
 *
 * <p>Arguments: how many seeds, how many hours each.
 */
public final class StrategyResults {
    private static final long START = Instant.parse("2026-11-20T10:00:00Z").getEpochSecond() * 1_000_000;
    private static final long HOUR = 3_600_000_000L;
    private static final double DOLLAR = 1_000_000;
    /** What the sandbox is set to: its books are deeper than those of most markets with a program. */
    private static final Quantity CROWD = Quantity.ofContracts(20_000);

    private static final int DELTA = 100;
    private static final PrintStream OUT = System.out;

    private StrategyResults() {}

    public static void main(String[] args) {
        int seeds = Integer.parseInt(args[0]);
        int hours = Integer.parseInt(args[1]);
        OUT.println(
                "| Strategy | Spread capture | Inventory | Fees | Rewards | **Total** | worst – best seed | seeds with a"
                        + " gain | fills |");
        OUT.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Plan plan : plans()) {
            List<Ledger.Result> results = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                results.add(run(seed, hours, plan));
            }
            OUT.println(row(plan.name(), results));
        }
    }

    private static List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan("nothing", null, false, false));
        for (int contracts : new int[] {1, 25}) {
            Quantity size = Quantity.ofContracts(contracts);
            IncentiveStrategy incentive = new IncentiveStrategy(size, DELTA, CROWD);
            TouchStrategy touch = new TouchStrategy(size, 0, 2, Quantity.ofContracts(10L * contracts), 0);
            plans.add(new Plan("`incentive`, size " + contracts + ", flattening", incentive, true, false));
            plans.add(new Plan("`incentive`, size " + contracts + ", keeping", incentive, false, false));
            plans.add(new Plan("`touch`, size " + contracts + ", flattening", touch, true, true));
            plans.add(new Plan("`touch`, size " + contracts + ", keeping", touch, false, true));
        }
        return plans;
    }

    private static Ledger.Result run(long seed, int hours, Plan plan) {
        AtomicReference<SimulatedTrader> trader = new AtomicReference<>();
        Ledger ledger = new Ledger((Market market) -> {
            SimulatedTrader listening = trader.get();
            if (listening != null) {
                listening.bookChanged(market);
            }
        });
        World world = new World(
                new WorldOptions(seed, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 1, false), ledger);
        trader.set(new SimulatedTrader(world, ledger, plan));
        world.advanceTo(START + hours * HOUR);
        return trader.get().result();
    }

    private static String row(String name, List<Ledger.Result> results) {
        double[] totals = results.stream()
                .mapToDouble(result -> result.total() / DOLLAR)
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.4f | %.4f | **%.4f** | %.2f – %.2f | %d | %.1f |",
                name,
                mean(results, Ledger.Result::capture),
                mean(results, Ledger.Result::inventory),
                -mean(results, Ledger.Result::fees),
                mean(results, Ledger.Result::rewards),
                Arrays.stream(totals).average().orElseThrow(),
                totals[0],
                totals[totals.length - 1],
                Arrays.stream(totals).filter(total -> total > 0).count(),
                results.stream().mapToDouble(Ledger.Result::fills).average().orElseThrow());
    }

    private static double mean(List<Ledger.Result> results, ToDoubleFunction<Ledger.Result> part) {
        return results.stream().mapToDouble(part).average().orElseThrow() / DOLLAR;
    }
}
