package caravan.risk;

import caravan.model.Money;
import caravan.rules.EventRisk;
import caravan.rules.MarketRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where we stand as a whole.
 *
 * @param equity cash and what is held, marked at mid
 * @param balance cash
 * @param dayLoss lost today, after fees, without rewards; negative where something was won
 * @param peak the highest equity so far
 * @param markets those with a position or an order, by ticker
 * @param exclusiveEvents those of whose markets at most one resolves YES
 * @param halted why nothing is sent until a person says so; null while nothing is halted
 * @param forbidden why this program may not trade; null where it may
 * @param unreconciled why the account cannot be relied on; null where it was compared with the exchange since the start
 *     and the last connect, without an unexplained difference
 * @param tradingActive whether the exchange says that it trades
 * @param lastSignOfLife when the connections last answered, the earlier of both; null while one is not there
 * @param clockAhead by how much this machine's clock is ahead of the exchange's; null while it is not known
 * @param unknownOrders how many requests have an outcome that nobody knows yet
 */
public record AccountStanding(
        Money equity,
        Money balance,
        Money dayLoss,
        Money peak,
        Map<String, MarketStanding> markets,
        Set<String> exclusiveEvents,
        @Nullable String halted,
        @Nullable String forbidden,
        @Nullable String unreconciled,
        boolean tradingActive,
        @Nullable Instant lastSignOfLife,
        @Nullable Duration clockAhead,
        int unknownOrders) {
    public AccountStanding {
        markets = Map.copyOf(markets);
        exclusiveEvents = Set.copyOf(exclusiveEvents);
    }

    /** The same with one market as given. */
    AccountStanding with(MarketStanding market) {
        Map<String, MarketStanding> changed = new LinkedHashMap<>(markets);
        changed.put(market.ticker(), market);
        return new AccountStanding(
                equity,
                balance,
                dayLoss,
                peak,
                changed,
                exclusiveEvents,
                halted,
                forbidden,
                unreconciled,
                tradingActive,
                lastSignOfLife,
                clockAhead,
                unknownOrders);
    }

    Optional<MarketStanding> market(String ticker) {
        return Optional.ofNullable(markets.get(ticker));
    }

    /** The most that can be lost in one event. */
    Money eventLoss(String eventTicker) {
        List<MarketRisk> risks = markets.values().stream()
                .filter(market -> market.eventTicker().equals(eventTicker))
                .map(MarketStanding::risk)
                .toList();
        return exclusiveEvents.contains(eventTicker) ? EventRisk.exclusive(risks, false) : EventRisk.independent(risks);
    }

    /** The most that can be lost in all events; what one would win for sure covers no other's loss. */
    Money worstCaseLoss() {
        Collection<String> events =
                markets.values().stream().map(MarketStanding::eventTicker).collect(Collectors.toSet());
        return new Money(events.stream()
                .mapToLong(event -> Math.max(0, eventLoss(event).units()))
                .reduce(0, Math::addExact));
    }

    /** What the exchange holds back for orders that rest. */
    Money reserved() {
        return new Money(markets.values().stream()
                .flatMap(market -> market.risk().resting().stream())
                .mapToLong(order -> order.collateral().units())
                .reduce(0, Math::addExact));
    }

    long openOrders() {
        return markets.values().stream()
                .mapToLong(market -> market.orders().size())
                .sum();
    }
}
