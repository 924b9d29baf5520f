package caravan.risk;

import caravan.model.Money;

/**
 * Denies a market for the day once it has cost too much.
 *
 * @param limit dollars
 */
record MaxMarketDayLoss(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-market-day-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money lost = proposal.market().dayLoss();
        return lost.compareTo(limit) > 0
                ? Verdict.denies(name(), "the market has lost %s dollars today, limit is %s".formatted(lost, limit))
                : Verdict.passes(name());
    }
}
