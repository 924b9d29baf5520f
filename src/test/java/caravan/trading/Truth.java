package caravan.trading;

import caravan.model.BookSide;
import caravan.model.OrderRequest;
import caravan.model.Quantity;
import caravan.model.Quote;
import caravan.model.RestingOrder;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
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
    /** So far an order's price is moved at most before its fills are heard of, in ten-thousandths of a dollar. */
    private static final long MOVED = 300;
    /** Until then a price, a fill, a payout or a halt is known to everybody, and what was under way has come. */
    static final long KNOWN = 90_000_000;

    private final SimulatedExchange exchange;
    long looks;
    long worstPosition;
    long worstMarketLoss;
    long worstEventLoss;
    long worstPortfolioLoss;
    int mostOrders;
    private final Map<String, Ceiling> ceilings = new HashMap<>();
    private final Map<String, Long> realized = new HashMap<>();
    private int paid;
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
        Map<String, Long> gains = gains();
        Map<String, Long> unheard = program == null ? Map.of() : unheard(program);
        int all = 0;
        for (Position position : exchange.own().positions()) {
            Side bids = side(position, BookSide.BID);
            Side asks = side(position, BookSide.ASK);
            int count = bids.orders() + asks.orders();
            if (position.contracts() == 0 && count == 0) {
                continue;
            }
            String ticker = position.market().ticker();
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
            EventListing event = exchange.world.listing(position.market()).event();
            require(
                    holds(ticker, MARKET_LOSS + unheard.getOrDefault(ticker, 0L), stake.worst(), gains),
                    "at most %d lost in %s, found %s",
                    MARKET_LOSS,
                    ticker,
                    stake);
            events.computeIfAbsent(event, first -> new ArrayList<>()).add(stake);
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
            String ticker = event.getKey().ticker();
            require(
                    holds(ticker, EVENT_LOSS + unheard.getOrDefault(ticker, 0L), loss, gains),
                    "at most %d lost in %s, found %d",
                    EVENT_LOSS,
                    ticker,
                    loss);
            portfolio += Math.max(0, loss);
        }
        worstPortfolioLoss = Math.max(worstPortfolioLoss, portfolio);
        require(
                holds("all", PORTFOLIO_LOSS + unheard.getOrDefault("all", 0L), portfolio, gains),
                "at most %d lost, found %d",
                PORTFOLIO_LOSS,
                portfolio);
        note("halted", program != null && program.latch.current().isPresent());
        note("day", exchange.worth.dayLoss() > grant.day() + DOLLAR);
        exchange.worth
                .tickers()
                .forEach(ticker -> note(ticker, exchange.worth.dayLoss(ticker) > grant.market() + DOLLAR));
    }

    private boolean holds(String what, long limit, long loss, Map<String, Long> gains) {
        return ceilings.computeIfAbsent(what, first -> new Ceiling())
                .holds(
                        limit,
                        loss,
                        gains.getOrDefault(what, 0L),
                        exchange.world.engine().now());
    }

    /**
     * By how much fills that the program has not heard of may have cost more than it counts for them, by market, by event and
     * in all: it counts them at the price that their order has by now.
     */
    private Map<String, Long> unheard(TradingProgram program) {
        Map<String, Long> unheard = new HashMap<>();
        for (Position position : exchange.own().positions()) {
            String ticker = position.market().ticker();
            long contracts = Math.abs(position.contracts()
                    - program.positions.holding(ticker).quantity().units());
            if (contracts > 0) {
                long most = contracts * MOVED;
                unheard.merge(ticker, most, Long::sum);
                unheard.merge(exchange.world.listing(position.market()).event().ticker(), most, Long::sum);
                unheard.merge("all", most, Long::sum);
            }
        }
        return unheard;
    }

    /**
     * What was closed with a gain since the last look, by market, by event and in all. Of what was paid out all that it could
     * have won: whatever the result was, it covers no other market any more.
     */
    private Map<String, Long> gains() {
        Map<String, Long> gains = new HashMap<>();
        for (Position position : exchange.own().positions()) {
            Long before = realized.put(position.market().ticker(), position.realized());
            gain(gains, position.market(), position.realized() - (before == null ? 0 : before));
        }
        for (; paid < exchange.settlements.size(); paid++) {
            Settlement settlement = exchange.settlements.get(paid);
            gain(gains, settlement.market(), Math.abs(settlement.position()) * 10_000 - settlement.cost());
        }
        return gains;
    }

    private void gain(Map<String, Long> gains, Market market, long amount) {
        if (amount > 0) {
            gains.merge(market.ticker(), amount, Long::sum);
            gains.merge(exchange.world.listing(market).event().ticker(), amount, Long::sum);
            gains.merge("all", amount, Long::sum);
        }
    }

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
            long lost = loss(side, order.price(), most);
            for (SimulatedExchange.UnderWay amend : exchange.underWay) {
                if (order.id().equals(amend.orderId())) {
                    long then = amend.quantity() - order.filled();
                    most = Math.max(most, then);
                    lost = Math.max(lost, loss(side, amend.price(), then));
                }
            }
            orders++;
            contracts += most;
            loss += lost;
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
