package caravan.trading;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.RestingOrder;
import caravan.rules.EventRisk;
import caravan.rules.MarketRisk;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.simulation.EventListing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what the engine knows of our account against the limits, and against what the program believes. */
final class Truth {
    private static final long POSITION = Quantity.ofContracts(200).units();
    private static final long MARKET_LOSS = Money.parse("100").units();
    private static final long EVENT_LOSS = Money.parse("150").units();
    private static final long PORTFOLIO_LOSS = Money.parse("400").units();
    private static final int MARKET_ORDERS = 8;
    private static final int ORDERS = 200;
    private static final long LONGEST_LIFE = 125_000_000;

    private final SimulatedExchange exchange;
    long looks;
    long worstPosition;
    long worstMarketLoss;
    long worstEventLoss;
    long worstPortfolioLoss;
    int mostOrders;

    Truth(SimulatedExchange exchange) {
        this.exchange = exchange;
    }

    private record Side(long contracts, List<MarketRisk.Resting> resting) {}

    void check(@Nullable TradingProgram program) {
        looks++;
        Map<EventListing, List<MarketRisk>> events = new HashMap<>();
        int all = 0;
        for (Position position : exchange.own().positions()) {
            String ticker = position.market().ticker();
            Side bids = side(position, BookSide.BID);
            Side asks = side(position, BookSide.ASK);
            int count = bids.resting().size() + asks.resting().size();
            if (position.contracts() == 0 && count == 0) {
                continue;
            }
            all += count;
            require(count <= MARKET_ORDERS, "at most 8 orders in " + ticker + ", found " + count);
            long up = position.contracts() + bids.contracts();
            long down = position.contracts() - asks.contracts();
            long worst = Math.max(Math.abs(up), Math.abs(down));
            worstPosition = Math.max(worstPosition, worst);
            require(worst <= POSITION, "at most 200 contracts in " + ticker + ", found " + up + " to " + down);
            List<MarketRisk.Resting> resting = new ArrayList<>(bids.resting());
            resting.addAll(asks.resting());
            MarketRisk risk = new MarketRisk(new Quantity(position.contracts()), new Money(position.cost()), resting);
            long loss = risk.worstCaseLoss().units();
            worstMarketLoss = Math.max(worstMarketLoss, loss);
            require(loss <= MARKET_LOSS, "at most 100 dollars lost in " + ticker + ", found " + loss);
            events.computeIfAbsent(exchange.world.listing(position.market()).event(), first -> new ArrayList<>())
                    .add(risk);
            if (program != null) {
                believes(program, ticker, up, down);
            }
        }
        require(all <= ORDERS, "at most 200 orders, found " + all);
        mostOrders = Math.max(mostOrders, all);
        long portfolio = 0;
        for (Map.Entry<EventListing, List<MarketRisk>> event : events.entrySet()) {
            long loss = (event.getKey().mutuallyExclusive()
                            ? EventRisk.exclusive(event.getValue(), false)
                            : EventRisk.independent(event.getValue()))
                    .units();
            worstEventLoss = Math.max(worstEventLoss, loss);
            require(loss <= EVENT_LOSS, "at most 150 dollars lost in " + event.getKey() + ", found " + loss);
            portfolio += Math.max(0, loss);
        }
        worstPortfolioLoss = Math.max(worstPortfolioLoss, portfolio);
        require(portfolio <= PORTFOLIO_LOSS, "at most 400 dollars lost, found " + portfolio);
    }

    /** Of an order that is being amended the worse of both counts. */
    private Side side(Position position, BookSide side) {
        long contracts = 0;
        List<MarketRisk.Resting> resting = new ArrayList<>();
        for (Order order : position.resting(side)) {
            long most = order.remaining();
            int price = order.price();
            for (SimulatedExchange.UnderWay amend : exchange.underWay) {
                if (order.id().equals(amend.orderId())) {
                    most = Math.max(most, amend.quantity() - order.filled());
                    price = side == BookSide.BID ? Math.max(price, amend.price()) : Math.min(price, amend.price());
                }
            }
            contracts += most;
            resting.add(new MarketRisk.Resting(side, new Price(price), new Quantity(most)));
            require(
                    order.expiration() != 0
                            && order.expiration() <= exchange.world.engine().now() + LONGEST_LIFE,
                    "each order ends within two minutes, found " + order + " until " + order.expiration());
        }
        for (SimulatedExchange.UnderWay create : exchange.underWay) {
            if (create.orderId() == null
                    && create.side() == side
                    && create.ticker().equals(position.market().ticker())) {
                contracts += create.quantity();
                resting.add(new MarketRisk.Resting(side, new Price(create.price()), new Quantity(create.quantity())));
            }
        }
        return new Side(contracts, resting);
    }

    /** What the program counts is never less than what may come. */
    private static void believes(TradingProgram program, String ticker, long up, long down) {
        List<RestingOrder> orders = program.orders.in(ticker);
        long held = program.positions.holding(ticker).quantity().units();
        long bids = resting(orders, BookSide.BID);
        long asks = resting(orders, BookSide.ASK);
        require(
                held + bids >= up && held - asks <= down,
                "%s may come to %d to %d, the program counts with %d to %d: holds %d, %s"
                        .formatted(ticker, down, up, held - asks, held + bids, held, orders));
    }

    private static long resting(List<RestingOrder> orders, BookSide side) {
        return orders.stream()
                .filter(order -> order.side() == side)
                .mapToLong(order -> order.quantity().units())
                .sum();
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
