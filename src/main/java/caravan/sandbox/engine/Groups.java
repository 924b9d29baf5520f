package caravan.sandbox.engine;

import static caravan.sandbox.engine.Refusal.Reason.INVALID_QUANTITY;

/** What is done to order groups, and what they do: a group that trades too much cancels its orders. */
final class Groups {
    /** In hundredths of a contract. */
    private static final long MOST_LIMIT = 1_000_000_00;

    private static final long LEAST_LIMIT = 1_00;

    private final Ids ids;
    private final EngineRules rules;
    private final Clock clock;
    private final Bookkeeper bookkeeper;
    private final EngineListener listener;
    private long last;

    Groups(Ids ids, EngineRules rules, Clock clock, Bookkeeper bookkeeper, EngineListener listener) {
        this.ids = ids;
        this.rules = rules;
        this.clock = clock;
        this.bookkeeper = bookkeeper;
        this.listener = listener;
    }

    OrderGroup create(Account account, long limit) {
        requireLimit(limit);
        OrderGroup group = new OrderGroup(ids.group(++last), account, limit);
        account.add(group);
        listener.groupChanged(group, OrderGroup.Change.CREATED);
        return group;
    }

    void trigger(OrderGroup group) {
        group.triggered = true;
        bookkeeper.cancelAll(group);
        listener.groupChanged(group, OrderGroup.Change.TRIGGERED);
    }

    void reset(OrderGroup group) {
        group.triggered = false;
        group.forget();
        listener.groupChanged(group, OrderGroup.Change.RESET);
    }

    void limit(OrderGroup group, long limit) {
        requireLimit(limit);
        group.limit = limit;
        listener.groupChanged(group, OrderGroup.Change.LIMIT_UPDATED);
        triggerIfDue(group);
    }

    void delete(OrderGroup group) {
        group.triggered = true;
        bookkeeper.cancelAll(group);
        group.account().remove(group);
        listener.groupChanged(group, OrderGroup.Change.DELETED);
    }

    /** Counts a trade of an order; what its group cancels is gone before the next match. */
    void count(Order order, long quantity) {
        OrderGroup group = order.group();
        if (group != null) {
            group.match(quantity, clock.now());
            if (triggerIfDue(group) && order.isResting()) {
                bookkeeper.end(order, null);
            }
        }
    }

    private boolean triggerIfDue(OrderGroup group) {
        long over = group.matched(clock.now()) - group.limit;
        boolean due = !group.triggered && (rules.groupTriggersAtLimit() ? over >= 0 : over > 0);
        if (due) {
            trigger(group);
        }
        return due;
    }

    private static void requireLimit(long limit) {
        if (limit < LEAST_LIMIT || limit > MOST_LIMIT) {
            throw Refusal.of(INVALID_QUANTITY);
        }
    }
}
