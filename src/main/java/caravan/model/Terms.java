package caravan.model;

import java.util.Optional;

/** What holds for each market that may be quoted. Safe for use by many threads. */
public interface Terms {
    /** Empty while nobody asked the exchange about the market. */
    Optional<MarketTerms> of(String ticker);
}
