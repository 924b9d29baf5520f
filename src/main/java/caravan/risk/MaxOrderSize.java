package caravan.risk;

import caravan.model.Quantity;
import caravan.model.Quote;

/**
 * Denies an order of more contracts than one slip of a finger should cost.
 *
 * @param limit contracts
 */
record MaxOrderSize(Quantity limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-order-size";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted()
                .map(Quote::quantity)
                .filter(size -> size.compareTo(limit) > 0)
                .map(size -> Verdict.denies(name(), "%s contracts, limit is %s".formatted(size, limit)))
                .orElse(Verdict.passes(name()));
    }
}
