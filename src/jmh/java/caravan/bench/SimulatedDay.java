package caravan.bench;

import caravan.model.BookSide;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.simulation.World;
import caravan.sandbox.simulation.WorldOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The sandbox's whole world without sockets, as fast as the machine can: makers, takers, own orders, lives of markets,
 * incentive programs.
 */
final class SimulatedDay implements Contender {
    private static final long START = Instant.parse("2026-11-20T10:00:00Z").getEpochSecond() * 1_000_000;
    private static final long SECONDS = 86_400;

    private long seed;
    private String note = "";

    private static final class Counter implements EngineListener {
        private long changes;
        private long trades;
        private long contracts;

        @Override
        public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
            changes++;
        }

        @Override
        public void traded(Trade trade) {
            trades++;
            contracts += trade.quantity() / 100;
        }
    }

    @Override
    public String name() {
        return "day";
    }

    /** Always a day, however much is asked for. */
    @Override
    public double measure(int count) {
        Counter counter = new Counter();
        long begin = System.nanoTime();
        World world = new World(
                new WorldOptions(++seed, START, WorldOptions.DEFAULT_CASH, Duration.ofSeconds(8), 1, false), counter);
        world.expectOrders();
        world.advanceTo(START + SECONDS * 1_000_000);
        double seconds = (System.nanoTime() - begin) / 1e9;
        note = String.format(
                Locale.ROOT,
                " (a day in %.1f s; %,d book changes, %,d trades of %,d contracts; %,.0f of both in a second)",
                seconds,
                counter.changes,
                counter.trades,
                counter.contracts,
                (counter.changes + counter.trades) / seconds);
        return SECONDS / seconds;
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
