package caravan.marketmaking;

import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.OrderRequest.Exit;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import java.util.List;
import java.util.Optional;

/**
 * Closes what is held at the best opposing price, or a little beyond it.
 *
 * @param slippage how far beyond it at most, in ten-thousandths of a dollar
 */
record Flattening(int slippage) {
    /**
     * The order that closes a position.
     *
     * @return empty where nobody would take it, or nobody knows
     */
    Optional<Exit> exit(Quantity held, BookView book, PriceGrid grid) {
        boolean sells = held.units() > 0;
        List<Level> opposing = sells ? book.bids() : book.asks();
        if (held.units() == 0 || opposing.isEmpty() || book.state() != BookState.VALID) {
            return Optional.empty();
        }
        Price best = opposing.get(0).price();
        Price limit = sells ? lowest(best, grid) : highest(best, grid);
        return Optional.of(new Exit(
                book.ticker(),
                sells ? BookSide.ASK : BookSide.BID,
                limit,
                new Quantity(Math.abs(held.units())),
                "closes %s contracts at %s, up to %s beyond the best price"
                        .formatted(held, best, Price.inCents(slippage))));
    }

    private Price lowest(Price best, PriceGrid grid) {
        Price limit = grid.roundUp(new Price(Math.max(0, best.units() - slippage)));
        return limit.compareTo(grid.highest()) > 0 ? grid.highest() : limit;
    }

    private Price highest(Price best, PriceGrid grid) {
        Price limit = grid.roundDown(new Price(Math.min(Price.UNITS_PER_DOLLAR, best.units() + slippage)));
        return limit.compareTo(grid.lowest()) < 0 ? grid.lowest() : limit;
    }
}
