package caravan.risk;

import caravan.model.Money;

/**
 * Denies an order with which too much could be lost in all.
 *
 * @param limit what may be lost
 */
record MaxPortfolioLoss(Cap limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-portfolio-loss";
    }

    @Override
    public Reach reach() {
        return Reach.GROWING_IN_EVENT;
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money worst = proposal.after().worstCaseLoss();
        Money most = limit.of(proposal.before().equity());
        return worst.compareTo(most) > 0
                ? Verdict.denies(name(), "the account could lose %s dollars, limit is %s".formatted(worst, most))
                : Verdict.passes(name());
    }
}
