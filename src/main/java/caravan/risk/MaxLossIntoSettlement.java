package caravan.risk;

import caravan.model.Money;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets only what reduces pass in an event that is about to end, where much could be lost by its outcome: nobody gets out
 * after that.
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
