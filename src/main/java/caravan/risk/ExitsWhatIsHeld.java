package caravan.risk;

import caravan.model.BookSide;

/**
 * Denies an exit of more than is held, or of what orders on the same side may close already: it would open the opposite
 * position.
 */
record ExitsWhatIsHeld() implements RiskCheck {
    @Override
    public String name() {
        return "exits-what-is-held";
    }

    @Override
    public Reach reach() {
        return Reach.ALL;
    }

    @Override
    public Verdict check(Proposal proposal) {
        if (!proposal.isExit()) {
            return Verdict.passes(name());
        }
        long held = proposal.market().position().units();
        return proposal.wanted()
                .filter(quote -> (quote.side() == BookSide.BID ? held >= 0 : held <= 0)
                        || proposal.sameSide(quote).units() > Math.abs(held))
                .map(quote -> Verdict.denies(
                        name(),
                        "%s contracts would be closed on the side %s, held are %s"
                                .formatted(
                                        proposal.sameSide(quote),
                                        quote.side(),
                                        proposal.market().position())))
                .orElse(Verdict.passes(name()));
    }
}
