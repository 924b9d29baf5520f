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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What accounts have earned so far in one incentive program. */
final class Accrual {
    /** A volume program pays at most half a cent for a contract: fifty millionths of a dollar for a hundredth of it. */
    private static final long MOST_PER_UNIT = 50;

    private static final long MICROS_PER_REWARD_UNIT = 100;
    private static final long CENT = 10_000;

    private final Program program;
    private final Market market;
    private final Engine engine;
    private final @Nullable RewardTerms terms;
    private final Map<Account, RewardAccrual> accruals = new LinkedHashMap<>();
    private final Map<Account, Long> volumeBefore = new HashMap<>();
    private long counted;
    private long excluded;

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

    /** The period begins: only what is traded from now on counts. */
    void begin() {
        engine.accounts().forEach(account -> volumeBefore.put(account, volume(account)));
    }

    /** Scores the book, if the period goes on and quotes count. */
    void snapshot(long now) {
        RewardTerms scored = terms;
        if (scored == null || now < program.start() || now >= program.end()) {
            return;
        }
        RewardScores scores = isTwoSided()
                ? RewardScores.of(scored, market.grid(), book(BookSide.BID, scored), book(BookSide.ASK, scored))
                : null;
        boolean counts = scores != null && scores.counts();
        for (Account account : engine.accounts()) {
            RewardAccrual accrual = accruals.computeIfAbsent(account, late -> caughtUp(scored));
            if (scores == null || !counts) {
                accrual.excluded();
            } else {
                accrual.counted(score(scores, account.position(market)));
            }
        }
        counted += counts ? 1 : 0;
        excluded += counts ? 0 : 1;
    }

    /** What each account gets, in millionths of a dollar. */
    Map<Account, Long> payouts() {
        Map<Account, Long> payouts = new LinkedHashMap<>();
        if (terms != null) {
            accruals.forEach(
                    (account, accrual) -> payouts.put(account, accrual.payout().units()));
        } else {
            shareVolume(payouts);
        }
        return payouts;
    }

    private void shareVolume(Map<Account, Long> payouts) {
        long all = 0;
        for (Account account : engine.accounts()) {
            all += traded(account);
        }
        for (Account account : engine.accounts()) {
            long traded = traded(account);
            if (traded > 0) {
                double share = (double) traded / all;
                long amount =
                        Math.min((long) (share * program.reward() * MICROS_PER_REWARD_UNIT), traded * MOST_PER_UNIT);
                payouts.put(account, amount / CENT * CENT);
            }
        }
    }

    /** Somebody who came later has missed the snapshots before. */
    private RewardAccrual caughtUp(RewardTerms scored) {
        RewardAccrual accrual = new RewardAccrual(scored);
        for (long i = 0; i < counted; i++) {
            accrual.counted(0);
        }
        for (long i = 0; i < excluded; i++) {
            accrual.excluded();
        }
        return accrual;
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

    private long traded(Account account) {
        return volume(account) - volumeBefore.getOrDefault(account, 0L);
    }

    private long volume(Account account) {
        Position position = account.position(market);
        return position == null ? 0 : position.volume();
    }

    private static Money money(long rewardUnits) {
        return new Money(rewardUnits * MICROS_PER_REWARD_UNIT);
    }
}
