package caravan.sandbox.exchange;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.simulation.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A stranger at a sandbox's exchange, whose orders are what the best prices of some markets are made of. */
public final class MovedBooks {
    private static final long CASH = 1_000_000_000_000_000L;
    private static final long DEEP = 10_000;
    private static final long SMALL = 1_000;
    private static final int TICK = 100;
    private static final int BID = 4_500;
    private static final int ASK = 5_500;

    private final SandboxExchange exchange;
    private final Account stranger;
    private final List<String> tickers;

    /**
     * Lists markets in which nobody else trades.
     *
     * @param exchange one whose markets do not move by themselves
     */
    public MovedBooks(SandboxExchange exchange, int markets) {
        this.exchange = exchange;
        this.stranger = exchange.inWorld(world -> world.engine().admit("stranger", CASH));
        this.tickers = exchange.inWorld(world -> world.addMarkets(markets));
        exchange.inWorld(world -> {
            for (String ticker : tickers) {
                clear(world, market(world, ticker));
                place(world, ticker, BookSide.BID, BID, DEEP);
                place(world, ticker, BookSide.ASK, ASK, DEEP);
            }
            return true;
        });
    }

    public List<String> tickers() {
        return tickers;
    }

    /** Makes a market's best bid better by a tick; returns what takes that back. */
    public Runnable improve(String ticker) {
        Order order = exchange.inWorld(world -> place(world, ticker, BookSide.BID, BID + TICK, SMALL));
        return () -> exchange.inWorld(world -> {
            world.engine().cancel(order);
            return true;
        });
    }

    /** Those who open a market have their orders there. */
    private static void clear(World world, Market market) {
        for (Account account : world.engine().accounts()) {
            if (account != world.own() && account.position(market) != null) {
                List<Order> orders = new ArrayList<>();
                for (BookSide side : BookSide.values()) {
                    orders.addAll(
                            Objects.requireNonNull(account.position(market)).resting(side));
                }
                orders.forEach(world.engine()::cancel);
            }
        }
    }

    private Order place(World world, String ticker, BookSide side, int price, long quantity) {
        return world.engine().place(NewOrder.limit(stranger, market(world, ticker), side, price, quantity));
    }

    private static Market market(World world, String ticker) {
        return Objects.requireNonNull(world.market(ticker));
    }
}
