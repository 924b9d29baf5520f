package caravan.sandbox.exchange.stream;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.sandbox.engine.Book;
import caravan.sandbox.engine.Market;

/** A market as the stream's clients last saw it. */
final class MarketView {
    private static final int UNITS_PER_CENT = 100;

    final Market market;
    final String id;
    /** How every message about the market begins. */
    final byte[] head;

    /** Whether something happened since the last {@code ticker}. */
    boolean touched;

    private int bid;
    private int ask;
    private long bidSize;
    private long askSize;
    private long volume;
    private long openInterest;
    private boolean told;

    MarketView(Market market, String id) {
        this.market = market;
        this.id = id;
        this.head = new Text(128)
                .ascii("{\"market_ticker\":")
                .quoted(market.ticker())
                .ascii(",\"market_id\":")
                .quoted(id)
                .toBytes();
    }

    /** Takes the market as it is now; says whether a {@code ticker} would differ from the last one. */
    boolean refresh() {
        Book book = market.book();
        int newBid = best(BookSide.BID);
        int newAsk = best(BookSide.ASK);
        long newBidSize = newBid == 0 ? 0 : book.quantity(BookSide.BID, newBid);
        long newAskSize = newAsk == Price.UNITS_PER_DOLLAR ? 0 : book.quantity(BookSide.ASK, newAsk);
        boolean changed = !told
                || newBid != bid
                || newAsk != ask
                || newBidSize != bidSize
                || newAskSize != askSize
                || market.volume() != volume
                || market.openInterest() != openInterest;
        told = true;
        bid = newBid;
        ask = newAsk;
        bidSize = newBidSize;
        askSize = newAskSize;
        volume = market.volume();
        openInterest = market.openInterest();
        return changed;
    }

    /** The best price of a side; where nobody is, what a bid or an ask cannot be worse than. */
    int best(BookSide side) {
        int best = market.book().best(side);
        if (best >= 0) {
            return best;
        }
        return side == BookSide.BID ? 0 : Price.UNITS_PER_DOLLAR;
    }

    /**
     * The whole contracts that rest at the prices of one cent.
     *
     * @param cents in the notation of the side: NO prices for asks, unless YES prices are wanted
     */
    long wholeContracts(BookSide side, int cents, boolean complement, long without) {
        long units = -without;
        for (int i = 0; i < UNITS_PER_CENT; i++) {
            int price = cents * UNITS_PER_CENT + i;
            int yes = complement ? Price.UNITS_PER_DOLLAR - price : price;
            if (yes >= 0 && yes <= Price.UNITS_PER_DOLLAR) {
                units += market.book().quantity(side, yes);
            }
        }
        return units / UNITS_PER_CENT;
    }
}
