package caravan.fills;

import caravan.model.Fill;
import caravan.model.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One read of the exchange's list of fills, from a moment on, page by page. For one thread. */
final class FillRead {
    /** The most that the exchange gives at once. */
    private static final int PAGE_SIZE = 1000;

    private final FillLedger fills;
    private final Instant from;
    private final Set<String> cursors = new HashSet<>();
    private final List<String> unusable = new ArrayList<>();
    private String cursor = "";
    private boolean more = true;

    FillRead(FillLedger fills, Instant from) {
        this.fills = fills;
        this.from = from;
    }

    boolean hasMore() {
        return more;
    }

    /** What to ask the exchange for next. */
    Map<String, Object> nextPage() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("min_ts", from.getEpochSecond());
        parameters.put("limit", PAGE_SIZE);
        if (!cursor.isEmpty()) {
            parameters.put("cursor", cursor);
        }
        return parameters;
    }

    /**
     * Stores one page.
     *
     * @param added gets the fills that nobody had told before, one by one: the ledger may go away in between
     * @throws IllegalStateException if the exchange's pages go round in circles
     */
    void keep(Page<Fill> page, List<Fill> added) {
        for (Fill fill : page.items()) {
            FillLedger.Result result = fills.tryToStore(fill, "rest");
            String refusal = result.refusal();
            if (refusal != null) {
                unusable.add(refusal);
            }
            if (result.added()) {
                added.add(fill);
            }
        }
        unusable.addAll(page.unreadable());
        if (!page.isLast() && !cursors.add(page.cursor())) {
            throw new IllegalStateException("the exchange gave the same cursor twice in one list of fills");
        }
        cursor = page.cursor();
        more = !page.isLast();
    }

    /**
     * Makes sure that everything that the exchange lists is stored.
     *
     * @throws IllegalStateException if the last page was not seen, or a fill could not be read or stored
     */
    void requireWhole() {
        if (more) {
            throw new IllegalStateException("the list of fills was not read to its end; the program is stopping");
        }
        if (!unusable.isEmpty()) {
            throw new UnusableFillsException(unusable);
        }
    }
}
