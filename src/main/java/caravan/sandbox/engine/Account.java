package caravan.sandbox.engine;

import caravan.model.BookSide;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A member of the exchange: its money, positions and orders. Only the engine changes it. */
public final class Account {
    private final int number;
    private final String name;
    private final List<@Nullable Position> byMarket = new ArrayList<>();
    private final Set<String> clientOrderIds = new HashSet<>();
    private final Map<String, OrderGroup> groups = new LinkedHashMap<>();
    long cash;
    long reserved;
    int resting;

    Account(int number, String name) {
        this.number = number;
        this.name = name;
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    /** The balance, before what resting orders hold back. */
    public long cash() {
        return cash;
    }

    /** What resting orders hold back, with their fees. */
    public long reserved() {
        return reserved;
    }

    /** What a new order may use. */
    public long available() {
        return cash - reserved;
    }

    /** How many orders rest. */
    public int resting() {
        return resting;
    }

    /** Where an order of the account was ever taken, in the order of listing, until the market is paid out. */
    public List<Position> positions() {
        List<Position> known = new ArrayList<>();
        for (Position position : byMarket) {
            if (position != null) {
                known.add(position);
            }
        }
        return known;
    }

    /** All its orders that rest, market by market, bids first. A copy: they may be canceled while it is read. */
    public List<Order> restingOrders() {
        List<Order> resting = new ArrayList<>();
        for (Position position : positions()) {
            resting.addAll(position.resting(BookSide.BID));
            resting.addAll(position.resting(BookSide.ASK));
        }
        return resting;
    }

    /** The position in a market; null when no order of the account was taken there, and after the payout. */
    public @Nullable Position position(Market market) {
        return market.number() < byMarket.size() ? byMarket.get(market.number()) : null;
    }

    /** Oldest first. A view. */
    public Collection<OrderGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    public @Nullable OrderGroup group(String id) {
        return groups.get(id);
    }

    /** Whether the account ever used this id, also for an order that is long gone. */
    public boolean knows(String clientOrderId) {
        return clientOrderIds.contains(clientOrderId);
    }

    void remember(String clientOrderId) {
        clientOrderIds.add(clientOrderId);
    }

    void add(OrderGroup group) {
        groups.put(group.id(), group);
    }

    void remove(OrderGroup group) {
        groups.remove(group.id());
    }

    /** The position in a market, a new one if there is none; it becomes the account's when it is {@link #hold held}. */
    Position positionOrNew(Market market) {
        Position position = position(market);
        return position == null ? new Position(this, market) : position;
    }

    void hold(Position position) {
        int number = position.market().number();
        while (byMarket.size() <= number) {
            byMarket.add(null);
        }
        byMarket.set(number, position);
    }

    void forget(Market market) {
        if (market.number() < byMarket.size()) {
            byMarket.set(market.number(), null);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
