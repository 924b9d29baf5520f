package caravan.risk;

import caravan.model.Quantity;

/**
 * Denies an order that could take the position in one market past a limit.
 *
 * <p>What rests counts as filled: the exchange may fill it before a cancel arrives.
 *
 * @param limit contracts, on either side
 */
record MaxPosition(Quantity limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-position";
    }

    @Override
    public Verdict check(Proposal proposal) {
        Quantity worst = proposal.marketAfter().worstPosition();
        return worst.compareTo(limit) > 0
                ? Verdict.denies(name(), "position could reach %s contracts, limit is %s".formatted(worst, limit))
                : Verdict.passes(name());
    }
}
