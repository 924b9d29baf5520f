package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A market as it stands: its book, its last trade, what the simulation thinks it is worth. Not thread-safe. */
final class SimulatedMarket {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    /** The fair value stays this many ticks away from certainty. */
    private static final int MARGIN = 3;

    private final Listing listing;
    private final Book book = new Book();
    private final Map<Outcome, Map<Integer, Long>> own = new EnumMap<>(Outcome.class);
    private int fair;

    final Instant opened;
    Instant closes;
    boolean active = true;

    @Nullable
    Instant resumes;

    boolean dirty = true;
    /** The YES price of the last trade; 0 before the first. */
    int lastPrice;

    long lastQuantity;
    long volume;
    long openInterest;

    SimulatedMarket(Listing listing, Instant now) {
        this.listing = listing;
        this.fair = listing.openingPrice();
        this.opened = now;
        this.closes = now.plus(listing.lifetime());
        own.put(Outcome.YES, new HashMap<>());
        own.put(Outcome.NO, new HashMap<>());
    }

    String ticker() {
        return listing.ticker();
    }

    Listing listing() {
        return listing;
    }

    Book book() {
        return book;
    }

    int tick() {
        return listing.tick();
    }

    /** Moves what the market is worth; it stays on the grid and inside the dollar. */
    void fair(int yesPrice) {
        int ticks = Math.round((float) yesPrice / tick());
        int highest = DOLLAR / tick() - MARGIN;
        fair = Math.min(Math.max(ticks, MARGIN), highest) * tick();
    }

    int fair() {
        return fair;
    }

    /** The highest price that strangers bid for a side, in ten-thousandths of a dollar. */
    int ceiling(Outcome side) {
        return side == Outcome.YES ? fair - tick() : DOLLAR - fair;
    }

    /** What strangers have at a price, hundredths of a contract: all but our own orders. */
    long strangers(Outcome side, int price) {
        return book.quantity(side, price) - ownAt(side, price);
    }

    void changeOwn(Outcome side, int price, long change) {
        levels(side).merge(price, change, Long::sum);
    }

    private long ownAt(Outcome side, int price) {
        return levels(side).getOrDefault(price, 0L);
    }

    private Map<Integer, Long> levels(Outcome side) {
        Map<Integer, Long> levels = own.get(side);
        if (levels == null) {
            throw new IllegalStateException("no side " + side);
        }
        return levels;
    }

    /** Takes a trade into the statistics. */
    void traded(int yesPrice, long quantity) {
        lastPrice = yesPrice;
        lastQuantity = quantity;
        volume += quantity;
        openInterest += quantity / 2;
        dirty = true;
    }
}
