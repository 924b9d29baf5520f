package caravan.marketmaking;

import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A market with a program that pays for resting orders.
 *
 * @param market null where the exchange does not tell of it
 */
record Candidate(IncentiveProgram program, @Nullable Market market) {
    /** From this price on the original leaves a side alone. */
    private static final int DEAR = 7_000;

    private static final double DOLLAR = 1_000_000;
    private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();

    String ticker() {
        return program.marketTicker();
    }

    /** Why it cannot be chosen; empty where it can. */
    Optional<String> objection(Instant now) {
        Market known = market;
        if (!program.type().equals("liquidity")) {
            return Optional.of("its program is for " + program.type());
        }
        if (Boolean.TRUE.equals(program.paidOut())) {
            return Optional.of("its program is paid out");
        }
        if (program.start() != null && program.start().isAfter(now)) {
            return Optional.of("its program begins at " + program.start());
        }
        if (program.end() == null || !program.end().isAfter(now)) {
            return Optional.of("its program has ended");
        }
        if (program.target() == null) {
            return Optional.of("its program has no target size");
        }
        if (known == null) {
            return Optional.of("the exchange does not tell of the market");
        }
        if (!"active".equals(known.status())) {
            return Optional.of("the market is " + known.status());
        }
        if (known.volume() == null || known.volume().units() <= 0) {
            return Optional.of("nothing was traded in it yet");
        }
        return dear(known);
    }

    private static Optional<String> dear(Market market) {
        if (market.bid() == null || market.ask() == null) {
            return Optional.of("it has no price");
        }
        Price no = market.bid().complement();
        if (market.ask().units() >= DEAR || no.units() >= DEAR) {
            return Optional.of("YES or NO is asked at 0.7000 or more");
        }
        return Optional.empty();
    }

    /** How far the two sides' prices are from one another; of who passed {@link #objection} only. */
    int imbalance() {
        return Math.abs(ask() - noAsk());
    }

    /** The spread times the target size. */
    long spreadBySize() {
        Quantity target = program.target();
        return (long) (ask() + noAsk() - Price.UNITS_PER_DOLLAR) * (target == null ? 0 : target.units());
    }

    long volume() {
        return market == null || market.volume() == null ? 0 : market.volume().units();
    }

    /** What all who take part get a day; a reward is for the whole time of its program. */
    double dollarsPerDay() {
        if (program.reward() == null || program.start() == null || program.end() == null) {
            return 0;
        }
        long seconds = Duration.between(program.start(), program.end()).toSeconds();
        return seconds <= 0 ? 0 : program.reward().units() / DOLLAR * DAY_SECONDS / seconds;
    }

    private int ask() {
        return market == null || market.ask() == null
                ? Price.UNITS_PER_DOLLAR
                : market.ask().units();
    }

    private int noAsk() {
        return market == null || market.bid() == null
                ? Price.UNITS_PER_DOLLAR
                : market.bid().complement().units();
    }
}
