package caravan.risk;

import caravan.model.Money;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets nothing pass with which more could be lost in an event that is about to end, where that is much already: nobody gets
 * out after that.
 *
 * @param limit what may be lost
 * @param before so long before the market closes
 */
record MaxLossIntoSettlement(Cap limit, Duration before) implements RiskCheck {
    @Override
    public String name() {
        return "max-loss-into-settlement";
    }

    @Override
    public Reach reach() {
        return Reach.GROWING_IN_EVENT;
    }

    @Override
    public Verdict check(Proposal proposal) {
        Instant close = proposal.market().closeTime();
        if (close == null || Duration.between(proposal.now(), close).compareTo(before) > 0) {
            return Verdict.passes(name());
        }
        Money worst = proposal.after().eventLoss(proposal.market().eventTicker());
        Money most = limit.of(proposal.before().equity());
        return worst.compareTo(most) > 0
                ? Verdict.denies(
                        name(),
                        "the event ends at %s and could lose %s dollars, limit is %s".formatted(close, worst, most))
                : Verdict.passes(name());
    }
}
