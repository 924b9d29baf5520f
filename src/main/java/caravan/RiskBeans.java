package caravan;

import caravan.cli.Connection;
import caravan.cli.Settings;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.stream.ConnectionStatus;
import caravan.marketmaking.LiveSettings;
import caravan.model.Account;
import caravan.model.Books;
import caravan.model.OpenOrders;
import caravan.model.Positions;
import caravan.model.Terms;
import caravan.orders.OrderRoom;
import caravan.orders.Outcomes;
import caravan.risk.DecisionJournal;
import caravan.risk.ExchangeSigns;
import caravan.risk.HaltLatch;
import caravan.risk.Ports;
import caravan.risk.RiskLimits;
import caravan.risk.RiskRoom;
import caravan.risk.Standing;
import caravan.risk.TradingCards;
import caravan.risk.TradingPermission;
import caravan.schedule.ExchangeCalendar;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** What decides whether an order may leave, and stops everything. */
final class RiskBeans {
    /** Both have to answer: orders are told on one, books on the other. */
    private static final int CONNECTIONS = 2;

    private RiskBeans() {}

    /** Binds them; returns what says why everything is halted, and nothing while it is not. */
    static Supplier<Optional<String>> bind(
            Main main,
            Parts parts,
            KalshiComponent kalshi,
            ExchangeCalendar calendar,
            OrderRoom orders,
            LiveSettings live) {
        Settings settings = parts.settings();
        InstantSource clock = parts.clock();
        TradingPermission permission = permission(parts);
        HaltLatch latch = new HaltLatch(parts.databases().ledger(), parts.data(), clock);
        Supplier<Optional<String>> halted = latch::reason;
        TradingCards cards = new TradingCards(settings.text("kalshi.environment"), RiskSettings.untold(settings));
        RiskLimits limits = RiskSettings.limits(settings);
        RiskRoom room = RiskRoom.open(
                limits,
                RiskSettings.habits(settings, limits, live),
                new Standing(() -> ports(main), () -> signs(kalshi, calendar, clock), halted, permission::forbidden),
                latch,
                new DecisionJournal(parts.databases().ledger(), settings.duration("risk.keep-decisions")),
                () -> Optional.ofNullable(port(main, "openOrders", OpenOrders.class)),
                cards,
                parts.meters(),
                clock);
        orders.answers().tellOutcomes(new Outcomes() {
            @Override
            public void accepted(String ticker) {
                room.conduct().accepted(ticker);
            }

            @Override
            public void rejected(String ticker) {
                room.conduct().rejected(ticker);
            }
        });
        main.bind("riskDesk", room.desk());
        main.bind("killSwitch", room.killSwitch());
        main.bind("conduct", room.conduct());
        main.bind("tradingCards", cards);
        main.bind("tradingPermission", permission);
        main.bind("keyScopes", new KeyScopes(permission, settings.text("kalshi.api-key-id")));
        parts.watch("risk", Health.risk(latch, permission));
        return halted;
    }

    private static TradingPermission permission(Parts parts) {
        Settings settings = parts.settings();
        Connection connection = Connection.withoutKey(settings);
        boolean confirmed = !new TradingConfirmation(
                        parts.databases().ledger(), connection.environment(), settings.text("kalshi.api-key-id"))
                .isNeeded();
        return TradingPermission.of(connection.isBuiltIn(), settings.isOn("trading.enabled"), confirmed);
    }

    private static Optional<Ports> ports(Main main) {
        @Nullable Books books = port(main, "books", Books.class);
        @Nullable OpenOrders orders = port(main, "openOrders", OpenOrders.class);
        @Nullable Positions positions = port(main, "positions", Positions.class);
        @Nullable Account account = port(main, "account", Account.class);
        @Nullable Terms terms = port(main, "terms", Terms.class);
        return books == null || orders == null || positions == null || account == null || terms == null
                ? Optional.empty()
                : Optional.of(new Ports(books, orders, positions, account, terms));
    }

    private static <T> @Nullable T port(Main main, String name, Class<T> type) {
        return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
    }

    static ExchangeSigns signs(KalshiComponent kalshi, ExchangeCalendar calendar, InstantSource clock) {
        return new ExchangeSigns(
                calendar.pause(clock.instant()).isEmpty(),
                lastSign(kalshi.getConnections()),
                kalshi.getClockAhead().orElse(null));
    }

    private static @Nullable Instant lastSign(List<ConnectionStatus> connections) {
        List<Instant> signs = connections.stream()
                .filter(status -> status.state() == ConnectionStatus.State.READY)
                .map(ConnectionStatus::lastSignTime)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return signs.size() < CONNECTIONS ? null : signs.get(0);
    }
}
