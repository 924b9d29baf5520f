package caravan.rules;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bids of one side of a book that a snapshot of the liquidity incentive program counts. Immutable.
 *
 * <p>Both sides are bids: an offer to sell YES at 60 ¢ is a bid for NO at 40 ¢. A score is a weight times contracts, a
 * {@code double}: it only ever becomes a share, and {@link RewardAccrual} turns shares into exact money.
 */
public final class QualifyingBids {
    /** The terms speak of a fifth of the target size. */
    private static final int REFERENCE_PART = 5;

    private final Price reference;
    private final NavigableMap<Price, Double> weights;
    private final double total;

    private QualifyingBids(Price reference, NavigableMap<Price, Double> weights, double total) {
        this.reference = reference;
        this.weights = weights;
        this.total = total;
    }

    /**
     * Looks at one side of a book.
     *
     * @param side whose bids these are
     * @param bids contracts by the price of that side, everybody's; a NO bid by its NO price
     * @return empty if there are fewer contracts than the target size, or if the best bid is the highest possible
     */
    public static Optional<QualifyingBids> of(
            RewardTerms terms, PriceGrid grid, Outcome side, Map<Price, Quantity> bids) {
        TreeMap<Price, Quantity> sorted = new TreeMap<>(bids);
        sorted.values().removeIf(quantity -> quantity.units() <= 0);
        if (sorted.isEmpty() || tick(grid, side, sorted.lastKey()) == grid.size() - 1) {
            return Optional.empty();
        }
        TreeMap<Price, Quantity> counted = new TreeMap<>();
        Price reference = sorted.lastKey();
        long reached = 0;
        long target = terms.target().units();
        for (Map.Entry<Price, Quantity> level : sorted.descendingMap().entrySet()) {
            long before = reached;
            reached = Math.addExact(reached, level.getValue().units());
            counted.put(level.getKey(), level.getValue());
            if (terms.version() == RewardVersion.JULY_2026 && !isFifth(before, target) && isFifth(reached, target)) {
                reference = level.getKey();
            }
            if (reached >= target) {
                return Optional.of(weighted(terms, grid, side, counted, reference));
            }
        }
        return Optional.empty();
    }

    private static QualifyingBids weighted(
            RewardTerms terms, PriceGrid grid, Outcome side, NavigableMap<Price, Quantity> counted, Price reference) {
        TreeMap<Price, Double> weights = new TreeMap<>();
        double total = 0;
        int levels = 0;
        for (Map.Entry<Price, Quantity> level : counted.descendingMap().entrySet()) {
            Price price = level.getKey();
            boolean behind = price.compareTo(reference) < 0;
            levels += behind ? 1 : 0;
            double distance = switch (terms.distance()) {
                case TICKS -> tick(grid, side, reference) - tick(grid, side, price);
                case CENTS -> (reference.units() - price.units()) / 100.0;
                case LEVELS -> levels;
            };
            double weight = terms.weight(distance);
            weights.put(price, weight);
            total += weight * contracts(level.getValue());
        }
        return new QualifyingBids(reference, weights, total);
    }

    /** A NO price's place on the grid, which is one of YES prices, counted from the other end. */
    private static int tick(PriceGrid grid, Outcome side, Price price) {
        return side == Outcome.YES
                ? grid.below(price.units() + 1) - 1
                : grid.size() - 1 - grid.below(price.complement().units());
    }

    private static boolean isFifth(long reached, long target) {
        return reached >= target / REFERENCE_PART + (target % REFERENCE_PART == 0 ? 0 : 1);
    }

    /** The price at and above which a bid has its full score. */
    public Price reference() {
        return reference;
    }

    /** The lowest price that counts. */
    public Price lowest() {
        return weights.firstKey();
    }

    /** The sum of everybody's scores. */
    public double total() {
        return total;
    }

    /** The score of so many contracts at a price of this book; 0 where the price does not count. */
    public double score(Price price, Quantity quantity) {
        return weights.getOrDefault(price, 0.0) * contracts(quantity);
    }

    /** The part of the total that these bids have, 0 to 1; they must be among those that were looked at. */
    public double share(Map<Price, Quantity> own) {
        double score = 0;
        for (Map.Entry<Price, Quantity> bid : own.entrySet()) {
            score += score(bid.getKey(), bid.getValue());
        }
        return total == 0 ? 0 : score / total;
    }

    private static double contracts(Quantity quantity) {
        return quantity.units() / 100.0;
    }
}
