package caravan.risk;

import java.time.Duration;

/**
 * Denies an order that would outlive us for long: what we cannot cancel any more must end by itself.
 *
 * @param limit until the exchange cancels it
 */
record Expires(Duration limit) implements RiskCheck {
    @Override
    public String name() {
        return "expires";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted().isEmpty()
                        || Duration.between(proposal.now(), proposal.expiration())
                                        .compareTo(limit)
                                <= 0
                ? Verdict.passes(name())
                : Verdict.denies(
                        name(),
                        "rests until %s, limit is %d s from now".formatted(proposal.expiration(), limit.toSeconds()));
    }
}
