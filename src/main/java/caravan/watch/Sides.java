package caravan.watch;

import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best prices of a book, seen from YES or from NO.
 *
 * @param bid null when nobody bids
 * @param ask null when nobody asks
 */
record Sides(@Nullable Price bid, @Nullable Price ask) {
    static Sides yes(BookView book) {
        return new Sides(best(book.bids()), best(book.asks()));
    }

    private static @Nullable Price best(List<Level> levels) {
        return levels.isEmpty() ? null : levels.get(0).price();
    }

    /** Who asks for YES at 60 ¢ bids for NO at 40 ¢. */
    Sides no() {
        return new Sides(complement(ask), complement(bid));
    }

    private static @Nullable Price complement(@Nullable Price price) {
        return price == null ? null : price.complement();
    }

    /** What lies between them, for example {@code 2¢}. */
    String spread() {
        return bid == null || ask == null ? "-" : Price.inCents(ask.units() - bid.units());
    }

    @Override
    public String toString() {
        return "%s / %s, spread %s".formatted(Amounts.cents(bid), Amounts.cents(ask), spread());
    }
}
