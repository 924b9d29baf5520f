package caravan.alerts;

import caravan.model.Quantity;
import java.time.Duration;
import java.util.List;

/**
 * What people want to hear of. Nothing stands for "not at all": 0 cents, 0 contracts, no time.
 *
 * @param markets tickers, {@code watch-list}, {@code all}
 * @param priceMove cents, as text
 * @param spread cents, as text
 * @param mostPerMinute how many are told in a minute; the others are counted
 */
public record AlertSettings(
        List<String> markets,
        String priceMove,
        Duration priceCoolDown,
        String spread,
        Duration spreadCoolDown,
        Quantity volume,
        Duration volumeWindow,
        Duration volumeCoolDown,
        Duration closeAhead,
        Duration settlementAhead,
        boolean lifecycle,
        Duration lifecycleCoolDown,
        boolean connection,
        Duration connectionPatience,
        Duration connectionCoolDown,
        int gaps,
        Duration gapsWindow,
        Duration gapsCoolDown,
        int mostPerMinute) {
    public AlertSettings {
        markets = List.copyOf(markets);
    }
}
