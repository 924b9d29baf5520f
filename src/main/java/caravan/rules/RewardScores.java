package caravan.rules;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * One snapshot of a book, as the liquidity incentive program scores it.
 *
 * <p>The exchange takes one at a random instant of every second. All accounts together score 2, one for each side.
 *
 * @param yes empty where that side does not qualify
 * @param no as well
 */
public record RewardScores(Optional<QualifyingBids> yes, Optional<QualifyingBids> no) {
    /**
     * Scores a book.
     *
     * @param yes bids for YES by their price, everybody's
     * @param no bids for NO by their NO price
     */
    public static RewardScores of(
            RewardTerms terms, PriceGrid grid, Map<Price, Quantity> yes, Map<Price, Quantity> no) {
        return new RewardScores(
                QualifyingBids.of(terms, grid, Outcome.YES, yes), QualifyingBids.of(terms, grid, Outcome.NO, no));
    }

    /** Whether the snapshot counts, in a market that is open: both sides must qualify. */
    public boolean counts() {
        return yes.isPresent() && no.isPresent();
    }

    /** What one account scores, 0 to 2; 0 if the snapshot does not count. */
    public double score(Map<Price, Quantity> ownYes, Map<Price, Quantity> ownNo) {
        return counts() ? yes.get().share(ownYes) + no.get().share(ownNo) : 0;
    }
}
