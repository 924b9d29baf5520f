package caravan.model;

import java.util.List;

/** A whole order book as the exchange tells it over REST: at one moment, which it does not name. */
public record OrderBook(String ticker, List<BookUpdate.Level> levels) {
    public OrderBook {
        levels = List.copyOf(levels);
    }
}
