package caravan.risk;

import caravan.model.Money;

/**
 * Lets only what reduces pass once the day has cost too much.
 *
 * @param limit dollars
 */
record DayLoss(Money limit) implements RiskCheck {
    @Override
    public String name() {
        return "day-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money lost = proposal.before().dayLoss();
        return lost.compareTo(limit) > 0
                ? Verdict.denies(name(), "today has lost %s dollars, limit is %s".formatted(lost, limit))
                : Verdict.passes(name());
    }
}
