package caravan.risk;

import caravan.model.Money;

/**
 * Denies a market for the day once it has cost too much.
 *
 * @param limit what may be lost
 */
record MaxMarketDayLoss(Cap limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-market-day-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money lost = proposal.market().dayLoss();
        Money most = limit.of(proposal.before().equity());
        return lost.compareTo(most) > 0
                ? Verdict.denies(name(), "the market has lost %s dollars today, limit is %s".formatted(lost, most))
                : Verdict.passes(name());
    }
}
