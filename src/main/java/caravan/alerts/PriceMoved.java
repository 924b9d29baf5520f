package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.MarketSummary;
import caravan.model.Outcome;
import caravan.model.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last price is far from the entry price, or from the first price that was seen where no entry price is known.
 *
 * <p>What was told is the new measure: it is told again when the price has moved as far once more, either way. So a price
 * that stays far from the entry is told once.
 */
final class PriceMoved implements Rule {
    private final Scope scope;
    private final int distance;
    private final CoolDown coolDown;
    private final Map<String, Price> measures = new Memory<>();

    /** @param distance ten-thousandths of a dollar */
    PriceMoved(Scope scope, int distance, CoolDown coolDown) {
        this.scope = scope;
        this.distance = distance;
        this.coolDown = coolDown;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (!(news instanceof MarketSummary summary) || summary.lastPrice() == null || !scope.has(summary.ticker())) {
            return List.of();
        }
        Price last = summary.lastPrice();
        List<Alert> alerts = new ArrayList<>(0);
        List<WatchList.Entry> entries = scope.entries(summary.ticker()).stream()
                .filter(entry -> entry.price() != null)
                .toList();
        for (WatchList.Entry entry : entries) {
            check(summary.ticker(), entry.price(), entry.outcome(), last, now, alerts);
        }
        if (entries.isEmpty()) {
            check(summary.ticker(), null, Outcome.YES, last, now, alerts);
        }
        return alerts;
    }

    private void check(
            String ticker, @Nullable Price entry, Outcome outcome, Price last, Instant now, List<Alert> alerts) {
        String key = ticker + " " + (entry == null ? "" : outcome + " " + entry);
        Price measure = measures.get(key);
        if (measure == null) {
            measure = entry == null ? last : entry;
            measures.put(key, measure);
        }
        if (Math.abs(last.units() - measure.units()) < distance || !coolDown.lets(key, now)) {
            return;
        }
        measures.put(key, last);
        Price from = entry == null ? measure : entry;
        alerts.add(new Alert(Kind.PRICE, ticker, text(ticker, outcome, from, entry != null, last), now));
    }

    /** A NO contract is worth what YES is not: up for one is down for the other. */
    private static String text(String ticker, Outcome outcome, Price from, boolean entry, Price last) {
        Price then = outcome == Outcome.YES ? from : from.complement();
        Price now = outcome == Outcome.YES ? last : last.complement();
        int change = now.units() - then.units();
        return "%s %s is at %s, %s%s from %s %s"
                .formatted(
                        ticker,
                        outcome,
                        Price.inCents(now.units()),
                        change < 0 ? "-" : "+",
                        Price.inCents(Math.abs(change)),
                        entry ? "the entry at" : "",
                        Price.inCents(then.units()))
                .replace("  ", " ");
    }
}
