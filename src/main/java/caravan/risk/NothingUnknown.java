package caravan.risk;

/**
 * Denies an order while too many have an outcome that nobody knows.
 *
 * @param limit how many may be unknown
 */
record NothingUnknown(int limit) implements RiskCheck {
    @Override
    public String name() {
        return "nothing-unknown";
    }

    @Override
    public Verdict check(Proposal proposal) {
        int unknown = proposal.before().unknownOrders();
        return unknown > limit
                ? Verdict.denies(name(), "%d orders have an unknown outcome, limit is %d".formatted(unknown, limit))
                : Verdict.passes(name());
    }
}
