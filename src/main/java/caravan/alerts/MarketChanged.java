package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.MarketLifecycle;
import java.time.Instant;
import java.util.List;

/** The life of a market takes another turn. One that is determined is about to be paid out. */
final class MarketChanged implements Rule {
    private static final String DETERMINED = "determined";

    private final Scope scope;
    private final CoolDown coolDown;

    MarketChanged(Scope scope, CoolDown coolDown) {
        this.scope = scope;
        this.coolDown = coolDown;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (!(news instanceof MarketLifecycle change)
                || change.ticker() == null
                || !scope.has(change.ticker())
                || !coolDown.lets(change.ticker() + " " + change.change(), now)) {
            return List.of();
        }
        String ticker = change.ticker();
        if (change.change().equals(DETERMINED)) {
            String result = change.result() == null || change.result().isEmpty() ? "" : ": " + change.result();
            String value = change.settlementValue() == null
                    ? ""
                    : ", a YES contract pays $"
                            + change.settlementValue()
                                    .toBigDecimal()
                                    .stripTrailingZeros()
                                    .toPlainString();
            return List.of(new Alert(
                    Kind.SETTLEMENT,
                    ticker,
                    ticker + " is determined" + result + value + "; it is paid out next",
                    now));
        }
        return List.of(new Alert(
                Kind.LIFECYCLE, ticker, ticker + " is " + change.change().replace('_', ' '), now));
    }
}
