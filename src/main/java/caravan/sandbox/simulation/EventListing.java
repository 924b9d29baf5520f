package caravan.sandbox.simulation;

/**
 * An event: the question that its markets answer.
 *
 * @param mutuallyExclusive whether at most one of its markets resolves to yes
 */
public record EventListing(
        String ticker, SeriesListing series, String title, String subTitle, boolean mutuallyExclusive) {}
