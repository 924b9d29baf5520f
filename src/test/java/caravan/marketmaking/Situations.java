package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.QuotePlan;
import caravan.model.RestingOrder;
import caravan.model.Situation;
import caravan.rules.PriceGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Situations in short: prices in cents, quantities in contracts. */
final class Situations {
    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final PriceGrid CENTS = new PriceGrid(List.of(PriceGrid.Band.parse("0.00", "1.00", "0.01")));

    private final List<Level> bids = new ArrayList<>();
    private final List<Level> asks = new ArrayList<>();
    private final List<RestingOrder> orders = new ArrayList<>();
    private BookState state = BookState.VALID;
    private PriceGrid grid = CENTS;
    private Quantity position = Quantity.ZERO;

    Situations bid(int cents, int contracts) {
        bids.add(new Level(BookSide.BID, Price.ofCents(cents), Quantity.ofContracts(contracts)));
        return this;
    }

    Situations ask(int cents, int contracts) {
        asks.add(new Level(BookSide.ASK, Price.ofCents(cents), Quantity.ofContracts(contracts)));
        return this;
    }

    /** One of our orders; it is in the book as well. */
    Situations own(BookSide side, int cents, int contracts) {
        orders.add(new RestingOrder(
                "own-" + orders.size(), "M", side, Price.ofCents(cents), Quantity.ofContracts(contracts), NOW, null));
        return this;
    }

    Situations position(int contracts) {
        position = Quantity.ofContracts(contracts);
        return this;
    }

    Situations state(BookState state) {
        this.state = state;
        return this;
    }

    Situations grid(PriceGrid grid) {
        this.grid = grid;
        return this;
    }

    Situation get() {
        String reason = state == BookState.VALID ? null : "frame 7 is missing";
        BookView book = new BookView("M", state, reason, bids, asks, 1, 1, 1, NOW, NOW);
        return new Situation(book, grid, position, orders);
    }

    /** A plan as text, one quote or reason a line. */
    static List<String> lines(QuotePlan plan) {
        List<String> lines = new ArrayList<>();
        plan.quotes().forEach(quote -> lines.add(quote.side() + " " + quote.price() + " x " + quote.quantity()));
        return lines;
    }
}
