package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.RewardAccrual;
import caravan.rules.RewardScores;
import caravan.rules.RewardTerms;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Trade;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What accounts have earned so far in one incentive program. */
final class Accrual {
    /** A volume program pays at most half a cent for a contract: fifty millionths of a dollar for a hundredth of it. */
    private static final long MOST_PER_UNIT = 50;

    /** Trades nearer to the edges earn nothing: 0 to 3 and 97 to 100 cents. */
    private static final int LOWEST_PRICE = 300;

    private static final int HIGHEST_PRICE = Price.UNITS_PER_DOLLAR - LOWEST_PRICE;

    private static final long MICROS_PER_REWARD_UNIT = 100;
    private static final long CENT = 10_000;

    private final Program program;
    private final Market market;
    private final Engine engine;
    private final @Nullable RewardTerms terms;
    private final Map<Account, Earner> accruals = new LinkedHashMap<>();
    /** What the book that was seen last is worth to whom; others have no score. */
    private final Map<Account, Double> scores = new LinkedHashMap<>();

    private boolean counts;
    private long looked;
    /** What counts in a volume program, in hundredths of a contract. */
    private final Map<Account, Long> volumes = new HashMap<>();

    private long counted;
    private long excluded;

    /** An account that had a score at least once. */
    private static final class Earner {
        private final RewardAccrual accrual;
        private long seen;

        Earner(RewardTerms terms) {
            accrual = new RewardAccrual(terms);
        }

        void add(double score) {
            accrual.counted(score);
            seen++;
        }

        /** Adds the snapshots in which it had no score; at the end only. */
        long payout(long counted, long excluded) {
            for (; seen < counted; seen++) {
                accrual.counted(0);
            }
            for (long i = 0; i < excluded; i++) {
                accrual.excluded();
            }
            return accrual.payout().units();
        }
    }

    Accrual(Program program, Market market, Engine engine) {
        this.program = program;
        this.market = market;
        this.engine = engine;
        Long target = program.targetSize();
        Integer discount = program.discountBps();
        Long cap = program.cap();
        this.terms = target == null || discount == null
                ? null
                : RewardTerms.of(
                        money(program.reward()), new Quantity(target), discount, cap == null ? null : money(cap));
    }

    Program program() {
        return program;
    }

    /** Counts a trade for both sides, if it was made in the period and away from the edges. */
    void traded(Trade trade) {
        if (terms == null
                && trade.market() == market
                && trade.time() >= program.start()
                && trade.time() < program.end()
                && trade.price() >= LOWEST_PRICE
                && trade.price() <= HIGHEST_PRICE) {
            volumes.merge(trade.maker().account(), trade.quantity(), Long::sum);
            volumes.merge(trade.taker().account(), trade.quantity(), Long::sum);
        }
    }

    /** Scores the book, if the period goes on and quotes count. */
    void snapshot(long now) {
        RewardTerms scored = terms;
        if (scored == null || now < program.start() || now >= program.end()) {
            return;
        }
        if (market.updated() >= looked) {
            look(scored);
            looked = now;
        }
        if (counts) {
            counted++;
            scores.forEach((account, score) -> accruals.computeIfAbsent(account, first -> new Earner(scored))
                    .add(score));
        } else {
            excluded++;
        }
    }

    /** Looks at a book that has changed since the last snapshot. */
    private void look(RewardTerms scored) {
        scores.clear();
        counts = false;
        if (isTwoSided()) {
            RewardScores book =
                    RewardScores.of(scored, market.grid(), book(BookSide.BID, scored), book(BookSide.ASK, scored));
            counts = book.counts();
            for (Account account : counts ? engine.accounts() : List.<Account>of()) {
                double score = score(book, account.position(market));
                if (score > 0) {
                    scores.put(account, score);
                }
            }
        }
    }

    /** What each account gets, in millionths of a dollar. */
    Map<Account, Long> payouts() {
        Map<Account, Long> payouts = new LinkedHashMap<>();
        if (terms != null) {
            accruals.forEach((account, earner) -> payouts.put(account, earner.payout(counted, excluded)));
        } else {
            shareVolume(payouts);
        }
        return payouts;
    }

    private void shareVolume(Map<Account, Long> payouts) {
        BigInteger reward = BigInteger.valueOf(program.reward() * MICROS_PER_REWARD_UNIT);
        BigInteger all = BigInteger.valueOf(
                volumes.values().stream().mapToLong(Long::longValue).sum());
        for (Account account : engine.accounts()) {
            long traded = volumes.getOrDefault(account, 0L);
            if (traded > 0) {
                long share =
                        reward.multiply(BigInteger.valueOf(traded)).divide(all).longValueExact();
                payouts.put(account, Math.min(share, traded * MOST_PER_UNIT) / CENT * CENT);
            }
        }
    }

    private static double score(RewardScores scores, @Nullable Position position) {
        if (position == null
                || position.resting(BookSide.BID).isEmpty()
                        && position.resting(BookSide.ASK).isEmpty()) {
            return 0;
        }
        // Rounding may put somebody who is alone a hair above.
        return Math.min(2, scores.score(bids(position, BookSide.BID), bids(position, BookSide.ASK)));
    }

    private static Map<Price, Quantity> bids(Position position, BookSide side) {
        Map<Price, Quantity> bids = new HashMap<>();
        for (Order order : position.resting(side)) {
            bids.merge(price(side, order.price()), new Quantity(order.remaining()), Quantity::plus);
        }
        return bids;
    }

    private boolean isTwoSided() {
        return market.isActive()
                && market.book().best(BookSide.BID) >= 0
                && market.book().best(BookSide.ASK) >= 0;
    }

    /** As much of a side as can qualify. */
    private Map<Price, Quantity> book(BookSide side, RewardTerms scored) {
        Map<Price, Quantity> bids = new HashMap<>();
        long[] reached = {0};
        market.book().forEach(side, (price, quantity) -> {
            if (reached[0] < scored.target().units()) {
                bids.put(price(side, price), new Quantity(quantity));
                reached[0] += quantity;
            }
        });
        return bids;
    }

    /** An ask is a bid for NO. */
    private static Price price(BookSide side, int yesPrice) {
        Price price = new Price(yesPrice);
        return side == BookSide.BID ? price : price.complement();
    }

    private static Money money(long rewardUnits) {
        return new Money(rewardUnits * MICROS_PER_REWARD_UNIT);
    }
}
