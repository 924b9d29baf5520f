package caravan.model;

import caravan.rules.PriceGrid;
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
        return levels.stream()
                .map(level -> new BookUpdate.Level(
                        side, level.price(), level.quantity().minus(own(side, level.price()))))
                .filter(level -> level.quantity().units() > 0)
                .toList();
    }

    private Quantity own(BookSide side, Price price) {
        return orders.stream()
                .filter(order -> order.side() == side && order.price().equals(price))
                .map(RestingOrder::quantity)
                .reduce(Quantity.ZERO, Quantity::plus);
    }
}
