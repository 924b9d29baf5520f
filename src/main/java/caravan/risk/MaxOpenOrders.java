package caravan.risk;

/**
 * Denies an order where too many rest.
 */
record MaxOpenOrders(int perMarket, int total) implements RiskCheck {
    @Override
    public String name() {
        return "max-open-orders";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        if (proposal.marketAfter().orders().size() > perMarket) {
            return Verdict.denies(
                    name(),
                    "%d orders would rest in the market, limit is %d"
                            .formatted(proposal.marketAfter().orders().size(), perMarket));
        }
        return proposal.after().openOrders() > total
                ? Verdict.denies(
                        name(),
                        "%d orders would rest, limit is %d"
                                .formatted(proposal.after().openOrders(), total))
                : Verdict.passes(name());
    }
}
