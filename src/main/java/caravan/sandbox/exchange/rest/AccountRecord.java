package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Settlement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that an account with keys ever did. */
final class AccountRecord {
    private final Account account;
    private final List<OwnOrder> orders = new ArrayList<>();
    private final Map<String, OwnOrder> byId = new HashMap<>();
    private final Map<Order, OwnOrder> byOrder = new HashMap<>();
    private final List<OwnFill> fills = new ArrayList<>();
    private final List<OwnSettlement> settlements = new ArrayList<>();
    private final Map<Integer, Versions<PositionState>> positions = new TreeMap<>();
    private final Versions<Long> cash = new Versions<>();
    private final Versions<Long> reserved = new Versions<>();
    /** Before the first order: an account is known from the moment of that on. */
    private final long opening;

    private long lastMove = Long.MIN_VALUE;

    AccountRecord(Account account) {
        this.account = account;
        this.opening = account.cash();
    }

    /** Oldest first. */
    List<OwnOrder> orders() {
        return orders;
    }

    @Nullable
    OwnOrder order(String id) {
        return byId.get(id);
    }

    /** Oldest first. */
    List<OwnFill> fills() {
        return fills;
    }

    /** Oldest first. */
    List<OwnSettlement> settlements() {
        return settlements;
    }

    /** By market, in the order of listing. */
    Collection<Versions<PositionState>> positions() {
        return positions.values();
    }

    @Nullable
    PositionState position(Market market, long time) {
        Versions<PositionState> versions = positions.get(market.number());
        return versions == null ? null : versions.at(time);
    }

    /** The balance as it was; as it is, when no fill or payout has moved it since. */
    long cash(long time) {
        if (time >= lastMove) {
            return account.cash();
        }
        Long then = cash.at(time);
        return then == null ? opening : then;
    }

    /** What resting orders held back. */
    long reserved(long time) {
        Long then = reserved.at(time);
        return then == null ? 0 : then;
    }

    /** The account's orders in a book have changed. */
    void quoted(long time) {
        reserved.put(time, account.reserved());
    }

    void changed(Order order, long time) {
        own(order).changed(time);
    }

    void filled(Fill fill) {
        fills.add(OwnFill.of(fills.size(), fill, own(fill.order()).id()));
        moved(fill.trade().time());
        quoted(fill.trade().time());
    }

    void settled(Settlement settlement, @Nullable Position position) {
        settlements.add(new OwnSettlement(settlements.size(), settlement, position == null ? 0 : position.fees()));
        moved(settlement.time());
    }

    void changed(Position position) {
        positions
                .computeIfAbsent(position.market().number(), number -> new Versions<>())
                .put(position.updated(), PositionState.of(position));
    }

    private void moved(long time) {
        cash.put(time, account.cash());
        lastMove = time;
    }

    private OwnOrder own(Order order) {
        OwnOrder known = byOrder.get(order);
        if (known == null) {
            known = new OwnOrder(order);
            orders.add(known);
            byOrder.put(order, known);
            byId.put(known.id(), known);
        }
        return known;
    }
}
