package caravan.risk;

import caravan.model.OrderRequest;
import java.time.Duration;

/**
 * Denies moving a young order nearer to the other side: quotes that flicker lose their place and look like a game with the
 * snapshots that rewards are paid by. Moving away is always allowed.
 *
 * @param limit how old an order has to be
 */
record MinimumLife(Duration limit) implements RiskCheck {
    @Override
    public String name() {
        return "minimum-life";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        if (!(proposal.request() instanceof OrderRequest.Amend amend) || amend.retreats()) {
            return Verdict.passes(name());
        }
        Duration age = Duration.between(amend.order().placedTime(), proposal.now());
        return age.compareTo(limit) < 0
                ? Verdict.denies(
                        name(),
                        "the order is %d s old, it is moved after %d".formatted(age.toSeconds(), limit.toSeconds()))
                : Verdict.passes(name());
    }
}
