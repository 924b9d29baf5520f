package caravan.kalshi.stream;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Markets whose whole books are asked for on one subscription, one command at a time. Not thread-safe. */
final class WantedBooks {
    private final Chunks chunks;
    private final Set<String> tickers = new LinkedHashSet<>();
    private boolean asked;

    WantedBooks(Chunks chunks) {
        this.chunks = chunks;
    }

    void add(Collection<String> more) {
        tickers.addAll(more);
    }

    /**
     * Takes out what to ask for now; empty when there is nothing, or when an answer has to come first.
     *
     * @param members the markets of the subscription: of others there are no books
     */
    List<String> next(Set<String> members) {
        tickers.retainAll(members);
        if (asked || tickers.isEmpty()) {
            return List.of();
        }
        List<String> now = chunks.of(tickers).get(0);
        now.forEach(tickers::remove);
        asked = true;
        return now;
    }

    /** The command was answered, somehow. */
    void answered() {
        asked = false;
    }

    /** The command was refused for some of its markets: the others are asked for without them. */
    Consequence refused(Command command, Collection<String> named) {
        boolean explained = command.tickers().stream().anyMatch(named::contains);
        if (!explained) {
            return Consequence.LEFT;
        }
        command.tickers().stream().filter(ticker -> !named.contains(ticker)).forEach(tickers::add);
        return Consequence.TRIED_OTHERWISE;
    }

    /** There is no subscription any more. */
    void clear() {
        tickers.clear();
        asked = false;
    }
}
