package caravan.risk;

import caravan.model.AccountState;
import caravan.model.BookView;
import caravan.model.Holding;
import caravan.model.MarketTerms;
import caravan.model.Money;
import caravan.model.RestingOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together where we stand, out of what the other stages know now. Safe for use by many threads. */
public final class Standing {
    private static final String INCOMPLETE =
            "the stages books, market-making, orders and portfolio do not all run: add them to caravan.stages";

    private final Supplier<Optional<Ports>> ports;
    private final Supplier<ExchangeSigns> signs;
    private final Supplier<Optional<String>> halted;
    private final Supplier<Optional<String>> forbidden;

    /**
     * @param ports empty while one of them is missing
     * @param halted why nothing is sent until a person says so
     * @param forbidden why this program may not trade
     */
    public Standing(
            Supplier<Optional<Ports>> ports,
            Supplier<ExchangeSigns> signs,
            Supplier<Optional<String>> halted,
            Supplier<Optional<String>> forbidden) {
        this.ports = ports;
        this.signs = signs;
        this.halted = halted;
        this.forbidden = forbidden;
    }

    /** Where we stand, with at least these markets among the others. */
    AccountStanding with(Collection<String> tickers) {
        Optional<Ports> asked = ports.get();
        return asked.isPresent() ? known(asked.get(), tickers) : unknown(tickers);
    }

    /** Orders are asked first: a fill that comes in between then counts twice and not not at all. */
    private AccountStanding known(Ports from, Collection<String> tickers) {
        Map<String, List<RestingOrder>> orders = new HashMap<>();
        from.openOrders()
                .all()
                .forEach(order -> orders.computeIfAbsent(order.ticker(), first -> new ArrayList<>())
                        .add(order));
        Map<String, Holding> holdings = new HashMap<>();
        from.positions().all().forEach(holding -> holdings.put(holding.ticker(), holding));
        AccountState account = from.account().state();
        Set<String> all = new LinkedHashSet<>(tickers);
        all.addAll(orders.keySet());
        all.addAll(holdings.keySet());
        Map<String, MarketStanding> markets = new HashMap<>();
        Map<String, Boolean> exclusive = new HashMap<>();
        for (String ticker : all) {
            @Nullable MarketTerms terms = from.terms().of(ticker).orElse(null);
            MarketStanding market = market(
                    ticker,
                    terms,
                    from.books().book(ticker).orElse(null),
                    holdings.getOrDefault(ticker, Holding.none(ticker)),
                    orders.getOrDefault(ticker, List.of()),
                    account.marketDayLoss().getOrDefault(ticker, Money.ZERO));
            markets.put(ticker, market);
            exclusive.merge(market.eventTicker(), terms != null && terms.exclusive(), Boolean::logicalAnd);
        }
        Set<String> exclusiveEvents = new HashSet<>(exclusive.keySet());
        exclusiveEvents.removeIf(event -> !exclusive.getOrDefault(event, false));
        ExchangeSigns told = signs.get();
        return new AccountStanding(
                account.equity(),
                account.balance(),
                account.dayLoss(),
                account.peak(),
                markets,
                exclusiveEvents,
                halted.get().orElse(null),
                forbidden.get().orElse(null),
                account.unreconciled(),
                told.tradingActive(),
                told.lastSignOfLife(),
                told.clockAhead(),
                from.openOrders().unknown());
    }

    /** A market of which nobody knows the event is taken for an event of its own: then nothing covers its losses. */
    private static MarketStanding market(
            String ticker,
            @Nullable MarketTerms terms,
            @Nullable BookView book,
            Holding holding,
            List<RestingOrder> orders,
            Money dayLoss) {
        return new MarketStanding(
                ticker,
                terms == null ? ticker : terms.eventTicker(),
                terms == null ? null : terms.status(),
                terms == null ? null : terms.closeTime(),
                book,
                terms == null ? null : terms.grid(),
                terms != null && terms.feeType() != null && terms.feeMultiplier() != null,
                holding.quantity(),
                holding.cost(),
                orders,
                dayLoss);
    }

    private AccountStanding unknown(Collection<String> tickers) {
        Map<String, MarketStanding> markets = new HashMap<>();
        tickers.forEach(
                ticker -> markets.put(ticker, market(ticker, null, null, Holding.none(ticker), List.of(), Money.ZERO)));
        return new AccountStanding(
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                markets,
                Set.of(),
                halted.get().orElse(null),
                forbidden.get().orElse(null),
                INCOMPLETE,
                false,
                null,
                null,
                0);
    }
}
