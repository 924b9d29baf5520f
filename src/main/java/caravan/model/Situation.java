package caravan.model;

import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * What a strategy knows of one market at one moment.
 *
 * @param book with everybody's orders, our own among them
 * @param grid the prices at which the market may be quoted
 * @param position contracts held, NO negative
 * @param orders our own that rest
 */
public record Situation(BookView book, PriceGrid grid, Quantity position, List<RestingOrder> orders) {
    public Situation {
        orders = List.copyOf(orders);
    }

    /** The market that it is about. */
    public String ticker() {
        return book.ticker();
    }

    /**
     * What others have resting on one side, best first: a strategy that saw its own orders would chase itself.
     */
    public List<BookUpdate.Level> others(BookSide side) {
        List<BookUpdate.Level> levels = side == BookSide.BID ? book.bids() : book.asks();
        List<BookUpdate.Level> others = new ArrayList<>(levels.size());
        for (BookUpdate.Level level : levels) {
            long own = own(side, level.price());
            if (own == 0) {
                others.add(level);
            } else if (own < level.quantity().units()) {
                Quantity left = new Quantity(level.quantity().units() - own);
                others.add(new BookUpdate.Level(side, level.price(), left));
            }
        }
        return others;
    }

    private long own(BookSide side, Price price) {
        long own = 0;
        for (RestingOrder order : orders) {
            if (order.side() == side && order.price().equals(price)) {
                own += order.quantity().units();
            }
        }
        return own;
    }
}
