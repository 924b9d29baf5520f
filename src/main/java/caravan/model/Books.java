package caravan.model;

import java.util.Collection;
import java.util.Optional;

/** The mirrored order books. Safe for use by several threads. */
public interface Books {
    /** The book of a market as it is now; empty when nothing was ever heard of it. */
    Optional<BookView> book(String ticker);

    /** The markets that have a book. */
    Collection<String> tickers();
}
