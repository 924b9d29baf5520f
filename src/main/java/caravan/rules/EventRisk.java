package caravan.rules;

import caravan.model.Money;
import java.util.Collection;
import java.util.List;

/** What could be lost in all markets of one event together. */
public final class EventRisk {
    private EventRisk() {}

    /**
     * The most that can be lost where at most one of the markets resolves YES.
     *
     * @param exhaustive whether one of them is sure to
     */
    public static Money exclusive(Collection<MarketRisk> markets, boolean exhaustive) {
        List<MarketRisk> all = List.copyOf(markets);
        if (all.isEmpty()) {
            return Money.ZERO;
        }
        long none =
                all.stream().mapToLong(market -> market.lossIf(false).units()).reduce(0, Math::addExact);
        long worst = exhaustive ? Long.MIN_VALUE : none;
        for (MarketRisk winner : all) {
            long loss = Math.addExact(
                    Math.subtractExact(none, winner.lossIf(false).units()),
                    winner.lossIf(true).units());
            worst = Math.max(worst, loss);
        }
        return new Money(worst);
    }

    /** The most that can be lost where nothing is known of how the markets hang together. */
    public static Money independent(Collection<MarketRisk> markets) {
        return new Money(markets.stream()
                .mapToLong(market -> market.worstCaseLoss().units())
                .reduce(0, Math::addExact));
    }
}
