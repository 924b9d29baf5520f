package caravan.risk;

import caravan.model.BookSide;
import caravan.model.BookUpdate.Level;
import caravan.model.OrderRequest;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans the way out of all that is held, for a person who has asked for it.
 *
 * @param slippage how far beyond the best price it may trade, in ten-thousandths of a dollar
 */
record Flattening(int slippage) {
    /** What to send, and what cannot be sent and why, for people. */
    record Plan(List<OrderRequest.Exit> exits, List<String> left) {}

    Plan plan(AccountStanding account) {
        List<OrderRequest.Exit> exits = new ArrayList<>();
        List<String> left = new ArrayList<>();
        account.markets().values().stream()
                .filter(market -> market.position().units() != 0)
                .sorted((a, b) -> a.ticker().compareTo(b.ticker()))
                .forEach(market -> plan(market, exits, left));
        return new Plan(exits, left);
    }

    private void plan(MarketStanding market, List<OrderRequest.Exit> exits, List<String> left) {
        boolean sells = market.position().units() > 0;
        BookSide side = sells ? BookSide.ASK : BookSide.BID;
        List<Level> levels = market.book() == null
                ? List.of()
                : sells ? market.book().bids() : market.book().asks();
        long closing = Math.abs(market.position().units())
                - market.orders().stream()
                        .filter(order -> order.side() == side)
                        .mapToLong(order -> order.quantity().units())
                        .sum();
        PriceGrid grid = market.grid();
        if (levels.isEmpty() || grid == null || closing <= 0) {
            left.add("%s: %s contracts stay, %s"
                    .formatted(
                            market.ticker(),
                            market.position(),
                            closing <= 0 ? "orders that close them may rest still" : "nobody is there to trade with"));
            return;
        }
        exits.add(new OrderRequest.Exit(
                market.ticker(), side, price(levels.get(0).price(), sells, grid), new Quantity(closing), "flatten"));
    }

    private Price price(Price best, boolean sells, PriceGrid grid) {
        int units = sells
                ? Math.max(grid.lowest().units(), best.units() - slippage)
                : Math.min(grid.highest().units(), best.units() + slippage);
        Price wanted = new Price(units);
        return sells ? grid.roundUp(wanted) : grid.roundDown(wanted);
    }

    /** Tells both parts of a plan. */
    static List<String> lines(Plan plan, List<String> sent) {
        return Stream.concat(sent.stream(), plan.left().stream()).toList();
    }
}
