package caravan.portfolio;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a YES contract of each market is worth, as far as anybody knows: where no book tells the mid, the last one known
 * stands for it. Guarded by the lock of {@link AccountBook}.
 */
final class Marks {
    private final AccountRows rows;
    private final OwnPositions own;
    private final Map<String, Mark> last = new HashMap<>();

    Marks(AccountRows rows, OwnPositions own) {
        this.rows = rows;
        this.own = own;
    }

    void load() {
        last.putAll(rows.marks());
    }

    /** Null where nobody knows; asks the ledger where nothing else tells. */
    @Nullable
    Mark of(String ticker) {
        Mark mark = own.mid(ticker)
                .or(() -> Optional.ofNullable(last.get(ticker)))
                .or(() -> own.lastMark(ticker))
                .or(() -> rows.lastPrice(ticker))
                .orElse(null);
        if (mark != null) {
            last.put(ticker, mark);
        }
        return mark;
    }
}
