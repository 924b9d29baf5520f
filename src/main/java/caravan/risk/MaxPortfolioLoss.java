package caravan.risk;

import caravan.model.Money;

/**
 * Denies an order with which too much could be lost in all.
 *
 * @param limit dollars
 */
record MaxPortfolioLoss(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-portfolio-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money worst = proposal.after().worstCaseLoss();
        return worst.compareTo(limit) > 0
                ? Verdict.denies(name(), "the account could lose %s dollars, limit is %s".formatted(worst, limit))
                : Verdict.passes(name());
    }
}
