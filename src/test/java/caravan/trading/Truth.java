package caravan.trading;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
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
    /** So narrow that a day meets each of them again and again. */
    static final Map<String, String> LIMITS = Map.of(
            "risk.max-order-contracts", "20",
            "risk.max-order-cost", "15",
            "risk.max-position-contracts", "45",
            "risk.max-market-loss", "22",
            "risk.max-event-loss", "28",
            "risk.max-settlement-loss", "12",
            "risk.max-portfolio-loss", "60",
            "risk.max-orders", "7",
            "risk.max-market-orders", "3",
            "risk.max-markets", "4");

    private static final long ORDER = contracts("risk.max-order-contracts");
    private static final long POSITION = contracts("risk.max-position-contracts");
    private static final long MARKET_LOSS = dollars("risk.max-market-loss");
    private static final long EVENT_LOSS = dollars("risk.max-event-loss");
    private static final long PORTFOLIO_LOSS = dollars("risk.max-portfolio-loss");
    private static final long ORDERS = number("risk.max-orders");
    private static final long MARKET_ORDERS = number("risk.max-market-orders");
    private static final long LONGEST_LIFE = 125_000_000;
    private static final long DOLLAR = 1_000_000;
    /** Until then a price, a fill, a payout or a halt is known to everybody, and what was under way has come. */
    static final long KNOWN = 90_000_000;

    private final SimulatedExchange exchange;
    private final Map<String, Gains> gains = new HashMap<>();
    long looks;
    long worstPosition;
    long worstMarketLoss;
    long worstEventLoss;
    long worstPortfolioLoss;
    int mostOrders;
    /** Since when the day, or a market's, has lost more than was granted, and since when all is halted. */
    private final Map<String, Long> since = new HashMap<>();

    Truth(SimulatedExchange exchange) {
        this.exchange = exchange;
    }

    /** What rests on a side: contracts, and what is lost with them if all trade and lose. */
    private record Side(int orders, long contracts, long loss) {}

    /** What is lost in a market with either result, if of what rests just that trades which loses. */
    private record Stake(long ifYes, long ifNo) {
        long worst() {
            return Math.max(ifYes, ifNo);
        }
    }

    void check(@Nullable TradingProgram program, Grant grant) {
        looks++;
        Map<EventListing, List<Stake>> events = new HashMap<>();
        int all = 0;
        for (Position position : exchange.own().positions()) {
            Side bids = side(position, BookSide.BID);
            Side asks = side(position, BookSide.ASK);
            int count = bids.orders() + asks.orders();
            String ticker = position.market().ticker();
            if (position.contracts() == 0 && count == 0) {
                gains.remove(ticker);
                continue;
            }
            all += count;
            require(count <= MARKET_ORDERS, "at most %d orders in %s, found %d", MARKET_ORDERS, ticker, count);
            long held = position.contracts();
            long up = held + bids.contracts();
            long down = held - asks.contracts();
            long worst = Math.max(Math.abs(up), Math.abs(down));
            worstPosition = Math.max(worstPosition, worst);
            require(worst <= POSITION, "at most %d contracts in %s, found %d to %d", POSITION, ticker, down, up);
            Stake stake = new Stake(
                    position.cost() - Math.max(0, held) * 10_000 + asks.loss(),
                    position.cost() - Math.max(0, -held) * 10_000 + bids.loss());
            worstMarketLoss = Math.max(worstMarketLoss, stake.worst());
            long gains = won(ticker, position.realized());
            require(
                    stake.worst() <= MARKET_LOSS + gains,
                    "at most %d lost in %s, where %d were won, found %s",
                    MARKET_LOSS,
                    ticker,
                    gains,
                    stake);
            events.computeIfAbsent(exchange.world.listing(position.market()).event(), first -> new ArrayList<>())
                    .add(stake);
            if (program != null) {
                believes(program, ticker, up, down);
            }
        }
        require(all <= ORDERS, "at most %d orders, found %d", ORDERS, all);
        mostOrders = Math.max(mostOrders, all);
        long portfolio = 0;
        for (Map.Entry<EventListing, List<Stake>> event : events.entrySet()) {
            long loss = loss(event.getValue(), event.getKey().mutuallyExclusive());
            worstEventLoss = Math.max(worstEventLoss, loss);
            require(loss <= EVENT_LOSS + won(), "at most %d lost in %s, found %d", EVENT_LOSS, event.getKey(), loss);
            portfolio += Math.max(0, loss);
        }
        worstPortfolioLoss = Math.max(worstPortfolioLoss, portfolio);
        require(portfolio <= PORTFOLIO_LOSS + won(), "at most %d lost, found %d", PORTFOLIO_LOSS, portfolio);
        note("halted", program != null && program.latch.current().isPresent());
        note("day", exchange.worth.dayLoss() > grant.day() + DOLLAR);
        exchange.worth
                .tickers()
                .forEach(ticker -> note(ticker, exchange.worth.dayLoss(ticker) > grant.market() + DOLLAR));
    }

    /**
     * What was won by closing, since the market was last empty. While it was open it made up for what else could be lost: the
     * order that could lose that was rightly let through, and the gain does not stand in the risk of the market any more.
     */
    private long won(String ticker, long realized) {
        Gains before = gains.getOrDefault(ticker, new Gains(realized, 0));
        Gains now = new Gains(realized, before.won() + Math.max(0, realized - before.realized()));
        gains.put(ticker, now);
        return now.won();
    }

    private long won() {
        return gains.values().stream().mapToLong(Gains::won).sum();
    }

    private record Gains(long realized, long won) {}

    /** Every outcome: none of the markets YES, or one of them; where they exclude nothing, each the worse of both. */
    private static long loss(List<Stake> stakes, boolean exclusive) {
        if (!exclusive) {
            return stakes.stream().mapToLong(Stake::worst).sum();
        }
        long none = stakes.stream().mapToLong(Stake::ifNo).sum();
        long worst = none;
        for (Stake winner : stakes) {
            worst = Math.max(worst, none - winner.ifNo() + winner.ifYes());
        }
        return worst;
    }

    private void note(String what, boolean holds) {
        if (holds) {
            since.putIfAbsent(what, exchange.world.engine().now());
        } else {
            since.remove(what);
        }
    }

    /** Nothing that could lead to a larger position is sent while all is halted, or after too much was lost. */
    void sent(OrderRequest request) {
        Quote quote = request instanceof OrderRequest.Create create
                ? create.quote()
                : request instanceof OrderRequest.Amend amend ? amend.quote() : null;
        if (quote == null) {
            return;
        }
        require(quote.quantity().units() <= ORDER, "orders of at most %d, found %s", ORDER, quote);
        requireNot("halted", quote);
        long held = exchange.worth.contracts(quote.ticker());
        boolean against = quote.side() == BookSide.BID ? held < 0 : held > 0;
        if (!against || quote.quantity().units() > Math.abs(held)) {
            requireNot("day", quote);
            requireNot(quote.ticker(), quote);
        }
    }

    private void requireNot(String what, Quote quote) {
        long now = exchange.world.engine().now();
        require(
                now - since.getOrDefault(what, now) < KNOWN,
                "nothing new after the limit %s, found %s, lost %d",
                what,
                quote,
                exchange.worth.dayLoss());
    }

    /** Of an order that is being amended the worse of both counts. */
    private Side side(Position position, BookSide side) {
        int orders = 0;
        long contracts = 0;
        long loss = 0;
        for (Order order : position.resting(side)) {
            long most = order.remaining();
            int price = order.price();
            for (SimulatedExchange.UnderWay amend : exchange.underWay) {
                if (order.id().equals(amend.orderId())) {
                    most = Math.max(most, amend.quantity() - order.filled());
                    price = side == BookSide.BID ? Math.max(price, amend.price()) : Math.min(price, amend.price());
                }
            }
            orders++;
            contracts += most;
            loss += loss(side, price, most);
            require(
                    order.expiration() != 0
                            && order.expiration() <= exchange.world.engine().now() + LONGEST_LIFE,
                    "each order ends within two minutes, found %s until %d",
                    order,
                    order.expiration());
        }
        for (SimulatedExchange.UnderWay create : exchange.underWay) {
            if (create.orderId() == null
                    && create.side() == side
                    && create.ticker().equals(position.market().ticker())) {
                orders++;
                contracts += create.quantity();
                loss += loss(side, create.price(), create.quantity());
            }
        }
        return new Side(orders, contracts, loss);
    }

    /** A bid that trades loses its price, an ask the rest of the dollar. */
    private static long loss(BookSide side, int price, long contracts) {
        return contracts * (side == BookSide.BID ? price : 10_000 - price);
    }

    /** What the program counts is never less than what may come. */
    private static void believes(TradingProgram program, String ticker, long up, long down) {
        List<RestingOrder> orders = program.orders.in(ticker);
        long held = program.positions.holding(ticker).quantity().units();
        long bids = resting(orders, BookSide.BID);
        long asks = resting(orders, BookSide.ASK);
        require(
                held + bids >= up && held - asks <= down,
                "%s may come to %d to %d, the program counts with %d to %d: holds %d, %s",
                ticker,
                down,
                up,
                held - asks,
                held + bids,
                held,
                orders);
    }

    private static long resting(List<RestingOrder> orders, BookSide side) {
        long contracts = 0;
        for (RestingOrder order : orders) {
            contracts += order.side() == side ? order.quantity().units() : 0;
        }
        return contracts;
    }

    private static int number(String name) {
        return Integer.parseInt(LIMITS.get(name));
    }

    private static long contracts(String name) {
        return Quantity.ofContracts(number(name)).units();
    }

    private static long dollars(String name) {
        return number(name) * DOLLAR;
    }

    static void require(boolean holds, String what, Object... arguments) {
        if (!holds) {
            throw new AssertionError("expected " + (arguments.length == 0 ? what : what.formatted(arguments)));
        }
    }
}
