package caravan.sandbox.engine;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Orders that are canceled together when they trade more than a limit within fifteen seconds. Only the engine changes
 * it.
 */
public final class OrderGroup {
    /** How far back trades count. */
    static final long WINDOW = 15_000_000;

    /** What happened to a group, in the exchange's words. */
    public enum Change {
        CREATED,
        TRIGGERED,
        RESET,
        DELETED,
        LIMIT_UPDATED
    }

    private record Match(long time, long quantity) {}

    private final String id;
    private final Account account;
    private final Set<Order> orders = new LinkedHashSet<>();
    private final Deque<Match> matches = new ArrayDeque<>();
    private long matched;
    long limit;
    boolean triggered;

    OrderGroup(String id, Account account, long limit) {
        this.id = id;
        this.account = account;
        this.limit = limit;
    }

    public String id() {
        return id;
    }

    public Account account() {
        return account;
    }

    /** What may trade within fifteen seconds, in hundredths of a contract. */
    public long limit() {
        return limit;
    }

    /** Whether it takes no orders until it is reset. */
    public boolean triggered() {
        return triggered;
    }

    /** The orders that rest, in the order in which they came to where they are. A view. */
    public Set<Order> orders() {
        return Collections.unmodifiableSet(orders);
    }

    void add(Order order) {
        orders.add(order);
    }

    void remove(Order order) {
        orders.remove(order);
    }

    /** Counts a trade. */
    void match(long quantity, long now) {
        matches.add(new Match(now, quantity));
        matched += quantity;
    }

    /** What traded within the last fifteen seconds. */
    long matched(long now) {
        while (!matches.isEmpty() && matches.element().time() <= now - WINDOW) {
            matched -= matches.remove().quantity();
        }
        return matched;
    }

    void forget() {
        matches.clear();
        matched = 0;
    }
}
