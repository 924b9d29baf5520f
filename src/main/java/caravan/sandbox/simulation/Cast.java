package caravan.sandbox.simulation;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Engine;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts that the simulation plays, with money that does not run out. All others belong to users. */
final class Cast {
    private static final long PLENTY = 1_000_000_000_000_000L;

    private final Engine engine;
    private final Set<Account> players = new LinkedHashSet<>();

    Cast(Engine engine) {
        this.engine = engine;
    }

    Account admit(String name) {
        Account account = engine.admit(name, PLENTY);
        players.add(account);
        return account;
    }

    /** Takes the players' orders away from a price and all better ones. */
    void withdraw(Market market, BookSide side, int price) {
        for (Account player : players) {
            Position position = player.position(market);
            if (position != null) {
                for (Order order : atLeast(position, side, price)) {
                    engine.cancel(order);
                }
            }
        }
    }

    /** A user's order at a price or a better one; null when there is none. */
    @Nullable
    Order strangerAt(Market market, BookSide side, int price) {
        for (Account account : engine.accounts()) {
            Position position = players.contains(account) ? null : account.position(market);
            if (position != null && !atLeast(position, side, price).isEmpty()) {
                return position.resting(side).get(0);
            }
        }
        return null;
    }

    private static List<Order> atLeast(Position position, BookSide side, int price) {
        List<Order> orders = new ArrayList<>();
        for (Order order : position.resting(side)) {
            if (side == BookSide.BID ? order.price() >= price : order.price() <= price) {
                orders.add(order);
            }
        }
        return orders;
    }
}
