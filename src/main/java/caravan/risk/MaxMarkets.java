package caravan.risk;

/**
 * Denies an order in one market too many.
 */
record MaxMarkets(int limit) implements RiskCheck {
    @Override
    public String name() {
        return "max-markets";
    }

    @Override
    public Verdict check(Proposal proposal) {
        long quoted = proposal.after().markets().values().stream()
                .filter(market -> !market.orders().isEmpty())
                .count();
        return quoted > limit
                ? Verdict.denies(name(), "%d markets would be quoted, limit is %d".formatted(quoted, limit))
                : Verdict.passes(name());
    }
}
