package caravan.sandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rebuilds books, positions and counts from nothing but events, and finds what does not add up. */
final class Watcher implements EngineListener {
    /** What a fill may cost beyond what was held back for it: two roundings, up to $0.0001 each. */
    private static final long ROUNDING = 200;

    private record Holding(Account account, Market market) {}

    /** Each price of one side, those that trade first first; each price's orders in the order of their coming. */
    private static final class Queue {
        final TreeMap<Integer, LinkedHashMap<Order, Long>> prices;

        Queue(BookSide side) {
            prices = side == BookSide.BID
                    ? new TreeMap<>((a, b) -> Integer.compare(b, a))
                    : new TreeMap<>(Integer::compare);
        }
    }

    private final Map<Market, Map<BookSide, Queue>> books = new HashMap<>();
    private final Map<Order, Long> filled = new HashMap<>();
    private final Map<Holding, Long> held = new HashMap<>();
    private final Map<Market, Long> volumes = new HashMap<>();
    private final Map<Account, Long> unforeseen = new HashMap<>();
    private @Nullable Order tookFrom;
    private boolean wasFirst;
    long events;
    long trades;

    @Override
    public void bookChanged(Market market, BookSide side, int price, long change, Order cause) {
        events++;
        Queue queue = queue(market, side);
        if (change < 0) {
            tookFrom = cause;
            wasFirst = !queue.prices.isEmpty()
                    && queue.prices.firstKey() == price
                    && queue.prices.firstEntry().getValue().keySet().iterator().next() == cause;
        }
        LinkedHashMap<Order, Long> orders = queue.prices.computeIfAbsent(price, none -> new LinkedHashMap<>());
        long left = orders.merge(cause, change, Long::sum);
        if (left < 0 || (left != 0 && left != cause.remaining())) {
            throw new AssertionError("expected " + left + " to remain in the book, found " + cause);
        }
        if (left == 0) {
            orders.remove(cause);
        }
        if (orders.isEmpty()) {
            queue.prices.remove(price);
        }
    }

    @Override
    public void traded(Trade trade) {
        events++;
        trades++;
        if (tookFrom != trade.maker() || !wasFirst || trade.maker().price() != trade.price()) {
            throw new AssertionError("traded out of turn: " + trade);
        }
        volumes.merge(trade.market(), trade.quantity(), Long::sum);
    }

    @Override
    public void filled(Fill fill) {
        events++;
        Order order = fill.order();
        long quantity = fill.trade().quantity();
        long all = filled.merge(order, quantity, Long::sum);
        long signed = order.side() == BookSide.BID ? quantity : -quantity;
        long holding = held.merge(new Holding(order.account(), order.market()), signed, Long::sum);
        if (all != order.filled() || holding != fill.positionAfter() || fill.net() < 0) {
            throw new AssertionError("expected " + all + " filled and a position of " + holding + ", found " + fill);
        }
        unforeseen.merge(order.account(), ROUNDING, Long::sum);
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        events++;
        boolean over = order.status() != OrderStatus.RESTING;
        boolean executed = order.status() == OrderStatus.EXECUTED;
        if ((over && order.remaining() != 0)
                || (executed && order.filled() != order.initial())
                || order.filled() + order.remaining() > order.initial()) {
            throw new AssertionError("does not add up: " + order);
        }
    }

    @Override
    public void positionChanged(Position position) {
        events++;
    }

    @Override
    public void marketChanged(Market market, MarketChange change) {
        events++;
    }

    @Override
    public void groupChanged(OrderGroup group, OrderGroup.Change change) {
        events++;
        if (change == OrderGroup.Change.TRIGGERED && !group.orders().isEmpty()) {
            throw new AssertionError("a group that triggered has orders: " + group.orders());
        }
    }

    @Override
    public void settled(Settlement settlement) {
        events++;
        long holding = held.remove(new Holding(settlement.account(), settlement.market()));
        assertThat(settlement.position()).isEqualTo(holding);
    }

    /** Fees that rise may cost more than there is. */
    void feesChanged(Engine engine) {
        for (Account account : engine.accounts()) {
            unforeseen.merge(account, Math.max(0, -account.available()), Math::max);
        }
    }

    /** What holds after each command: no money appears or is lost, nobody owes, nobody would still trade. */
    void checkMoney(Engine engine) {
        long cash = engine.clearing() + engine.feesCollected();
        for (Account account : engine.accounts()) {
            cash += account.cash();
            if (account.available() < -unforeseen.getOrDefault(account, 0L)) {
                throw new AssertionError(account + " owes more than roundings and new fees, "
                        + unforeseen.getOrDefault(account, 0L) + ": " + account.available());
            }
        }
        if (cash != engine.deposits()) {
            throw new AssertionError("deposits are " + engine.deposits() + ", but there is " + cash);
        }
        for (Market market : engine.markets()) {
            int bid = market.book().best(BookSide.BID);
            int ask = market.book().best(BookSide.ASK);
            if (bid >= 0 && ask >= 0 && bid >= ask) {
                throw new AssertionError("crossed: " + bid + " and " + ask);
            }
        }
    }

    /** What follows from all orders. */
    void checkBooks(Engine engine) {
        for (Market market : engine.markets()) {
            long longs = 0;
            long shorts = 0;
            for (Account account : engine.accounts()) {
                Position position = account.position(market);
                long contracts = position == null ? 0 : position.contracts();
                assertThat(contracts).isEqualTo(held.getOrDefault(new Holding(account, market), 0L));
                longs += Math.max(0, contracts);
                shorts += Math.max(0, -contracts);
            }
            assertThat(longs).isEqualTo(shorts).isEqualTo(market.openInterest());
            assertThat(market.volume()).isEqualTo(volumes.getOrDefault(market, 0L));
            for (BookSide side : BookSide.values()) {
                TreeMap<Integer, Long> expected = new TreeMap<>();
                queue(market, side)
                        .prices
                        .forEach((price, orders) -> expected.put(
                                price,
                                orders.keySet().stream()
                                        .mapToLong(Order::remaining)
                                        .sum()));
                TreeMap<Integer, Long> shown = new TreeMap<>();
                market.book().forEach(side, shown::put);
                assertThat(shown).isEqualTo(expected);
            }
        }
        for (Account account : engine.accounts()) {
            long reserved = 0;
            int resting = 0;
            for (Position position : account.positions()) {
                long own = 0;
                for (BookSide side : BookSide.values()) {
                    own += reserve(position, side);
                    resting += position.resting(side).size();
                }
                assertThat(position.reserved()).isEqualTo(own);
                reserved += own;
            }
            assertThat(account.reserved()).isEqualTo(reserved);
            assertThat(account.resting()).isEqualTo(resting);
        }
    }

    private long reserve(Position position, BookSide side) {
        long closing = Math.max(0, side == BookSide.BID ? -position.contracts() : position.contracts());
        long reserve = 0;
        for (LinkedHashMap<Order, Long> orders :
                queue(position.market(), side).prices.values()) {
            for (Order order : orders.keySet()) {
                if (order.account() == position.account()) {
                    long opening = Math.max(0, order.remaining() - closing);
                    closing = Math.max(0, closing - order.remaining());
                    int each = side == BookSide.BID ? order.price() : 10_000 - order.price();
                    reserve += position.market().fees().reserve(each, opening, false);
                }
            }
        }
        return reserve;
    }

    private Queue queue(Market market, BookSide side) {
        return books.computeIfAbsent(market, none -> new EnumMap<>(BookSide.class))
                .computeIfAbsent(side, Queue::new);
    }
}
