package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.MarketSummary;
import caravan.model.Price;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Bid and ask came close to each other. Told when it begins, not as long as it lasts. */
final class TightSpread implements Rule {
    private final Scope scope;
    private final int limit;
    private final CoolDown coolDown;
    private final Set<String> tight = Collections.newSetFromMap(new Memory<>());

    /** @param limit ten-thousandths of a dollar: a spread of this or less is tight */
    TightSpread(Scope scope, int limit, CoolDown coolDown) {
        this.scope = scope;
        this.limit = limit;
        this.coolDown = coolDown;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (!(news instanceof MarketSummary summary) || !scope.has(summary.ticker())) {
            return List.of();
        }
        Price bid = summary.bid();
        Price ask = summary.ask();
        // 0 and 1 dollar stand for nobody.
        if (bid == null || ask == null || bid.units() == 0 || ask.units() == Price.UNITS_PER_DOLLAR) {
            tight.remove(summary.ticker());
            return List.of();
        }
        int spread = ask.units() - bid.units();
        if (spread > limit) {
            tight.remove(summary.ticker());
            return List.of();
        }
        String key = summary.ticker();
        if (tight.contains(key) || !coolDown.lets(key, now)) {
            return List.of();
        }
        tight.add(key);
        return List.of(new Alert(
                Kind.SPREAD,
                key,
                "%s has a spread of %s: %s / %s"
                        .formatted(key, Price.inCents(spread), Price.inCents(bid.units()), Price.inCents(ask.units())),
                now));
    }
}
