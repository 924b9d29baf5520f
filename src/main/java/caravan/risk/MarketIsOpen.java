package caravan.risk;

import java.time.Duration;

/**
 * Denies an order where nothing trades, or not for long any more. Who only wants out may do so to the end.
 *
 * @param beforeClose no new order so long before the market closes
 */
record MarketIsOpen(Duration beforeClose) implements RiskCheck {
    @Override
    public String name() {
        return "market-is-open";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        MarketStanding market = proposal.market();
        if (!proposal.before().tradingActive()) {
            return Verdict.denies(name(), "the exchange does not trade");
        }
        if (!"active".equals(market.status())) {
            return Verdict.denies(
                    name(), "the market is %s".formatted(market.status() == null ? "unknown" : market.status()));
        }
        boolean late = !proposal.isExit()
                && market.closeTime() != null
                && Duration.between(proposal.now(), market.closeTime()).compareTo(beforeClose) < 0;
        return late
                ? Verdict.denies(name(), "the market closes at %s".formatted(market.closeTime()))
                : Verdict.passes(name());
    }
}
