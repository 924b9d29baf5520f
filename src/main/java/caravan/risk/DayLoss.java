package caravan.risk;

import caravan.model.Money;

/**
 * Lets only what reduces pass once the day has cost too much.
 *
 * @param limit what may be lost
 */
record DayLoss(Cap limit) implements RiskCheck {
    @Override
    public String name() {
        return "day-loss";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Money lost = proposal.before().dayLoss();
        Money most = limit.of(proposal.before().equity());
        return lost.compareTo(most) > 0
                ? Verdict.denies(name(), "today has lost %s dollars, limit is %s".formatted(lost, most))
                : Verdict.passes(name());
    }
}
