package caravan.sandbox.engine;

import caravan.rules.Fees;
import caravan.rules.PriceGrid;
import org.jspecify.annotations.Nullable;

/** A market as it stands: its state, its book, what was traded. Only the engine changes it. */
public final class Market {
    private final int number;
    private final String ticker;
    private final Book book = new Book();
    private final Ids ids;
    PriceGrid grid;
    Fees fees;
    MarketStatus status = MarketStatus.INITIALIZED;
    long opens;
    long closes;
    /** Between a determination and the payout. */
    long settlementDelay;

    @Nullable
    MarketResult result;

    @Nullable
    Order incoming;

    long determined;
    long settled;
    int lastPrice;
    long lastQuantity;
    long volume;
    long dollarVolume;
    long openInterest;
    long updated;

    Market(int number, String ticker, PriceGrid grid, Fees fees, Ids ids) {
        this.number = number;
        this.ticker = ticker;
        this.grid = grid;
        this.fees = fees;
        this.ids = ids;
    }

    /** Counts up from 0, in the order of listing. */
    public int number() {
        return number;
    }

    public String ticker() {
        return ticker;
    }

    public Book book() {
        return book;
    }

    public PriceGrid grid() {
        return grid;
    }

    public Fees fees() {
        return fees;
    }

    public MarketStatus status() {
        return status;
    }

    public boolean isActive() {
        return status == MarketStatus.ACTIVE;
    }

    public long opens() {
        return opens;
    }

    public long closes() {
        return closes;
    }

    /** Between a determination and the payout. */
    public long settlementDelay() {
        return settlementDelay;
    }

    /** Null before the determination. */
    public @Nullable MarketResult result() {
        return result;
    }

    /** 0 before the determination. */
    public long determined() {
        return determined;
    }

    /** 0 before the payout. */
    public long settled() {
        return settled;
    }

    /** The order that is being matched right now; null between commands. */
    public @Nullable Order incoming() {
        return incoming;
    }

    /** YES price of the last trade; 0 before the first. */
    public int lastPrice() {
        return lastPrice;
    }

    public long lastQuantity() {
        return lastQuantity;
    }

    public long volume() {
        return volume;
    }

    /** What all trades amounted to, at YES prices. */
    public long dollarVolume() {
        return dollarVolume;
    }

    /** Contracts that are held on either side. */
    public long openInterest() {
        return openInterest;
    }

    /** When the state, the book or the last trade changed. */
    public long updated() {
        return updated;
    }

    void trade(Trade trade, long opened) {
        lastPrice = trade.price();
        lastQuantity = trade.quantity();
        volume += trade.quantity();
        dollarVolume += trade.price() * trade.quantity();
        openInterest += opened;
    }

    public Ids ids() {
        return ids;
    }

    @Override
    public String toString() {
        return ticker;
    }
}
