package caravan.portfolio;

import caravan.model.Holding;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All markets that this program ever traded, and what adds up over them. Guarded by the lock of {@link OwnPositions}. */
final class Histories {
    private final Map<String, MarketHistory> markets = new HashMap<>();

    void set(Map<String, MarketHistory> all) {
        markets.clear();
        markets.putAll(all);
    }

    void replace(MarketHistory market) {
        markets.put(market.ticker(), market);
    }

    Collection<MarketHistory> all() {
        return markets.values();
    }

    @Nullable
    MarketHistory of(String ticker) {
        return markets.get(ticker);
    }

    /** That of a market in which something is traded. */
    MarketHistory begun(String ticker) {
        return markets.computeIfAbsent(ticker, MarketHistory::new);
    }

    private <T> T of(String ticker, Function<MarketHistory, T> what, T otherwise) {
        MarketHistory market = markets.get(ticker);
        return market == null ? otherwise : what.apply(market);
    }

    Holding holding(String ticker) {
        return of(ticker, Histories::holding, Holding.none(ticker));
    }

    List<Holding> held() {
        return markets.values().stream()
                .filter(MarketHistory::isHeld)
                .map(Histories::holding)
                .toList();
    }

    private static Holding holding(MarketHistory market) {
        return new Holding(
                market.ticker(), market.ledger().position(), market.ledger().cost());
    }

    /** The last known worth of a YES contract. */
    Optional<Mark> lastMark(String ticker) {
        return Optional.ofNullable(markets.get(ticker))
                .flatMap(market -> Optional.ofNullable(market.ledger().mark()));
    }

    /** What was closed in a market, oldest first. */
    List<Closing> closings(String ticker) {
        return of(ticker, MarketHistory::closings, List.of());
    }

    /** The days of a market. */
    Map<Instant, Pnl> days(String ticker) {
        return of(ticker, market -> new TreeMap<>(market.days()), new TreeMap<>());
    }

    /** Profit and loss of a day in each market where there was any. */
    Map<String, Pnl> day(Instant begin) {
        return markets.values().stream()
                .filter(market -> !market.day(begin).equals(Pnl.ZERO))
                .collect(Collectors.toMap(MarketHistory::ticker, market -> market.day(begin)));
    }

    /** All profit and loss so far, what is held valued at its last mark. */
    Pnl total() {
        return markets.values().stream().map(market -> market.ledger().pnl()).reduce(Pnl.ZERO, Pnl::plus);
    }
}
