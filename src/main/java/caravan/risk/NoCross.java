package caravan.risk;

import caravan.model.BookSide;

/**
 * Denies a quote that would trade at once: a quote is there to rest, and the exchange refuses it anyway.
 */
record NoCross() implements RiskCheck {
    @Override
    public String name() {
        return "no-cross";
    }

    @Override
    public Reach reach() {
        return Reach.QUOTES;
    }

    @Override
    public Verdict check(Proposal proposal) {
        return proposal.wanted()
                .flatMap(quote -> proposal.opposite(quote.side())
                        .filter(best -> quote.side() == BookSide.BID
                                ? quote.price().compareTo(best) >= 0
                                : quote.price().compareTo(best) <= 0)
                        .map(best -> Verdict.denies(
                                name(), "%s %s would meet %s".formatted(quote.side(), quote.price(), best))))
                .orElse(Verdict.passes(name()));
    }
}
