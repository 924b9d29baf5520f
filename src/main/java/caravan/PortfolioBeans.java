package caravan;

import caravan.cli.Connection;
import caravan.console.StatusHealthCheck;
import caravan.console.StatusHealthCheck.Status;
import caravan.model.AccountState;
import caravan.model.OpenOrders;
import caravan.model.RestingOrder;
import caravan.model.Terms;
import caravan.portfolio.AccountBook;
import caravan.portfolio.AccountView;
import caravan.portfolio.Bookkeeping;
import caravan.portfolio.DailySummary;
import caravan.portfolio.NewExchange;
import caravan.portfolio.OwnPositions;
import caravan.portfolio.Reconciliation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What knows positions, the account, and profit and loss. */
final class PortfolioBeans {
    private PortfolioBeans() {}

    /**
     * Binds them.
     *
     * @return what is to be done last of all, when the routes have stopped
     */
    static Runnable bind(Main main, Parts parts) {
        DataSource ledger = parts.databases().ledger();
        Duration interval = parts.settings().duration("portfolio.reconcile-interval");
        OpenOrders orders = new OrdersIfAny(
                () -> main.getCamelContext().getRegistry().lookupByNameAndType("openOrders", OpenOrders.class));
        Supplier<@Nullable Terms> terms =
                () -> main.getCamelContext().getRegistry().lookupByNameAndType("terms", Terms.class);
        OwnPositions positions =
                new OwnPositions(ledger, orders, () -> parts.books(main), terms, parts.clock(), parts.meters());
        AccountBook account = new AccountBook(ledger, positions, interval, parts.clock(), parts.meters());
        Reconciliation reconciliation = new Reconciliation(
                ledger,
                positions,
                account,
                orders,
                interval,
                parts.settings().duration("portfolio.recheck-wait"),
                parts.clock(),
                parts.meters());
        if (Connection.withoutKey(parts.settings()).isBuiltIn()) {
            new NewExchange(ledger).begins(parts.clock().instant());
        }
        Bookkeeping bookkeeping = new Bookkeeping(ledger, positions, parts.clock());
        main.bind("positions", positions);
        main.bind("account", account);
        main.bind("accountView", new AccountView(account, positions));
        main.bind("reconciliation", reconciliation);
        main.bind("bookkeeping", bookkeeping);
        main.bind("dailySummary", new DailySummary(ledger, positions, account, parts.clock()));
        parts.watch("portfolio", health(account, reconciliation));
        if (parts.stages().contains("portfolio")) {
            main.addMainListener(new Keeper(positions, account));
        }
        return () -> {
            if (parts.stages().contains("portfolio")) {
                keep(bookkeeping, account);
            }
        };
    }

    /** What the last messages have changed. */
    private static void keep(Bookkeeping bookkeeping, AccountBook account) {
        try {
            bookkeeping.write();
            account.write();
        } catch (RuntimeException later) {
            LoggerFactory.getLogger("caravan.portfolio")
                    .warn("Positions, profit and loss will be written down at the next start: {}", later.getMessage());
        }
    }

    private static StatusHealthCheck health(AccountBook account, Reconciliation reconciliation) {
        return new StatusHealthCheck("portfolio", "portfolio", () -> {
            AccountState state = account.state();
            Map<String, Object> details = Map.of(
                    "equity-dollars", state.equity().toString(),
                    "day-loss-dollars", state.dayLoss().toString(),
                    "comparison", reconciliation.status());
            String doubt = state.unreconciled();
            if (doubt == null) {
                return Status.up("the account is as the exchange tells it", details);
            }
            String text = "the account is not relied on: " + doubt;
            return account.isDoubtedLong() ? Status.down(text, details) : Status.up(text, details);
        });
    }

    /** Reads the ledger before the first fill comes. */
    private static final class Keeper extends MainListenerSupport {
        private final OwnPositions positions;
        private final AccountBook account;

        Keeper(OwnPositions positions, AccountBook account) {
            this.positions = positions;
            this.account = account;
        }

        @Override
        public void beforeStart(BaseMainSupport main) {
            positions.load();
            account.load();
        }
    }

    /** The orders of the stage that keeps them; none where it does not run. */
    private record OrdersIfAny(Supplier<@Nullable OpenOrders> stage) implements OpenOrders {
        @Override
        public List<RestingOrder> in(String ticker) {
            OpenOrders orders = stage.get();
            return orders == null ? List.of() : orders.in(ticker);
        }

        @Override
        public List<RestingOrder> all() {
            OpenOrders orders = stage.get();
            return orders == null ? List.of() : orders.all();
        }

        @Override
        public int unknown() {
            OpenOrders orders = stage.get();
            return orders == null ? 0 : orders.unknown();
        }

        @Override
        public boolean isOurs(String orderId) {
            OpenOrders orders = stage.get();
            return orders != null && orders.isOurs(orderId);
        }

        @Override
        public boolean isOurClientOrderId(String clientOrderId) {
            OpenOrders orders = stage.get();
            return orders != null && orders.isOurClientOrderId(clientOrderId);
        }
    }
}
