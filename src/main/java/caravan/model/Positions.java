package caravan.model;

import java.util.Collection;

/** What this program holds: its own fills, not those of a person on the same account. Safe for use by many threads. */
public interface Positions {
    /** What is held in one market; nothing where nothing was ever traded. */
    Holding holding(String ticker);

    /** All markets in which something is held. */
    Collection<Holding> all();
}
