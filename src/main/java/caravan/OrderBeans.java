package caravan;

import caravan.cli.Connection;
import caravan.cli.Settings;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.rest.budget.BudgetStatus;
import caravan.marketmaking.LiveSettings;
import caravan.model.AccountLimits;
import caravan.model.Quantity;
import caravan.orders.BatchSizes;
import caravan.orders.OrderHabits;
import caravan.orders.OrderRoom;
import caravan.orders.OrderRows;
import javax.sql.DataSource;
import org.apache.camel.main.Main;

/** What sends orders, and knows how they stand. */
final class OrderBeans {
    /** A fifth of the budget for writes is kept for cancels. */
    private static final int RESERVED_SHARE = 5;

    private static final int TOKENS_PER_CREATE = 10;
    private static final int TOKENS_PER_CANCEL = 2;
    private static final int MOST_AT_ONCE = 100;

    private OrderBeans() {}

    /** Binds them; returns all of them. */
    static OrderRoom bind(Main main, Parts parts, KalshiComponent kalshi, LiveSettings live) {
        Settings settings = parts.settings();
        DataSource ledger = parts.databases().ledger();
        String instance = InstanceId.of(parts.data());
        if (Connection.withoutKey(settings).isBuiltIn()) {
            new OrderRows(ledger, instance, parts.clock()).endAll("the built-in exchange has begun anew");
        }
        OrderRoom room = OrderRoom.open(
                ledger,
                instance,
                new OrderHabits(
                        () -> live.last().expiration(),
                        Quantity.ofContracts(settings.number("market-making.group-limit")),
                        settings.text("market-making.scope").equals("account")),
                () -> sizes(kalshi),
                parts.clock(),
                parts.meters());
        room.beans().forEach(main::bind);
        main.bind("orderOutcomes", kalshi);
        return room;
    }

    private static BatchSizes sizes(KalshiComponent kalshi) {
        AccountLimits limits = kalshi.getBudget().map(BudgetStatus::limits).orElse(AccountLimits.BASIC);
        int tokens = limits.write().capacity();
        return new BatchSizes(
                size((tokens - tokens / RESERVED_SHARE) / TOKENS_PER_CREATE), size(tokens / TOKENS_PER_CANCEL));
    }

    private static int size(int fitting) {
        return Math.max(1, Math.min(MOST_AT_ONCE, fitting));
    }
}
