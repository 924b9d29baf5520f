package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Incentive programs: one after another in most markets, scored every second at a random instant, paid out after their
 * end.
 */
final class Programs {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] PERIODS = {15 * MINUTE, HOUR, DAY, 7 * DAY};
    private static final int A_DAY = 2;
    /** In ten-thousandths of a dollar, one for each period. */
    private static final long[] REWARDS = {80_000, 200_000, 2_000_000, 7_500_000};

    private static final long[] TARGETS = {25_000, 30_000, 50_000, 100_000};
    private static final int DISCOUNT = 5_000;
    private static final long CAP = 500_000;
    private static final long PAYMENT_DELAY = MINUTE;
    private static final int MOST_ENDED = 2_000;
    private static final int MOST_PAYOUTS = 2_000;

    private final Engine engine;
    private final SplittableRandom random;
    private final List<Accrual> pending = new ArrayList<>();
    /** By their numbers: those that are pending, and the last ones that ended. */
    private final Map<Long, Program> known = new TreeMap<>();

    private final Deque<Long> ended = new ArrayDeque<>();
    private final List<Payout> payouts = new ArrayList<>();
    private final Map<Market, Long> horizon = new HashMap<>();
    private long last;

    Programs(Engine engine, SplittableRandom random) {
        this.engine = engine;
        this.random = random;
        scoreIn(engine.now() / SECOND + 1);
    }

    /** In the order of announcement. */
    List<Program> all() {
        return List.copyOf(known.values());
    }

    /** The last two thousand at least, oldest first. A view. */
    List<Payout> payouts() {
        return Collections.unmodifiableList(payouts);
    }

    /** Announces programs for most markets that open: one that runs, and the one that follows it. */
    void enter(Market market, Listing listing) {
        if (horizon.containsKey(market) || random.nextInt(5) == 0) {
            return;
        }
        int kind = random.nextInt(PERIODS.length);
        Program.Type type = random.nextInt(6) == 0 ? Program.Type.VOLUME : Program.Type.LIQUIDITY;
        horizon.put(market, engine.now());
        announce(market, listing, type, kind);
        announce(market, listing, type, kind);
    }

    /** Announces programs that pay for resting orders, one after another, for a day each. */
    void reward(Market market, Listing listing) {
        horizon.put(market, engine.now());
        announce(market, listing, Program.Type.LIQUIDITY, A_DAY);
    }

    /** Announces a program; it need not have begun. */
    void announce(Market market, Program program) {
        Accrual accrual = new Accrual(program, market, engine);
        pending.add(accrual);
        known.put(program.number(), program);
        engine.at(program.end() + PAYMENT_DELAY, () -> pay(accrual));
    }

    /** Counts a trade for the program whose period it is in. */
    void traded(Trade trade) {
        for (Accrual accrual : pending) {
            accrual.traded(trade);
        }
    }

    private void announce(Market market, Listing listing, Program.Type type, int kind) {
        long start = horizon.getOrDefault(market, engine.now());
        long end = Math.min(start + PERIODS[kind], market.closes());
        if (end < start + PERIODS[0]) {
            horizon.remove(market);
            return;
        }
        horizon.put(market, end);
        boolean scored = type == Program.Type.LIQUIDITY;
        UUID id = new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
        announce(
                market,
                new Program(
                        ++last,
                        id.toString(),
                        type,
                        listing,
                        start,
                        end,
                        REWARDS[kind],
                        scored ? TARGETS[random.nextInt(TARGETS.length)] : null,
                        scored ? DISCOUNT : null,
                        scored && random.nextInt(4) == 0 ? CAP : null,
                        false));
        engine.at(end, () -> announce(market, listing, type, kind));
    }

    /** Scores the books once within a second, and so on. */
    private void scoreIn(long second) {
        engine.at(second * SECOND + random.nextLong(SECOND), () -> {
            for (Accrual accrual : pending) {
                accrual.snapshot(engine.now());
            }
            scoreIn(second + 1);
        });
    }

    private void pay(Accrual accrual) {
        pending.remove(accrual);
        Program paid = accrual.program().paid();
        accrual.payouts().forEach((account, amount) -> {
            if (amount > 0) {
                engine.deposit(account, amount);
                payouts.add(new Payout(paid, account, amount, engine.now()));
                if (payouts.size() > 2 * MOST_PAYOUTS) {
                    payouts.subList(0, MOST_PAYOUTS).clear();
                }
            }
        });
        known.put(paid.number(), paid);
        ended.add(paid.number());
        if (ended.size() > MOST_ENDED) {
            known.remove(ended.remove());
        }
    }
}
