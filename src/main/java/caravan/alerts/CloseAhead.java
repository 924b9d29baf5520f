package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A market is about to close. Told once for each time that it is to close at. */
final class CloseAhead implements Rule {
    private static final int MOST = 10_000;

    private final Scope scope;
    private final Duration ahead;
    private final Map<String, Instant> closes = new HashMap<>();
    /** For which time it was told. */
    private final Map<String, Instant> told = new HashMap<>();

    CloseAhead(Scope scope, Duration ahead) {
        this.scope = scope;
        this.ahead = ahead;
    }

    /** Keeps when markets close, as the stream or REST tells; who looks at the clock tells people. */
    @Override
    public List<Alert> news(Object news, Instant now) {
        if (news instanceof Market market) {
            learn(market.ticker(), market.closeTime(), now);
        } else if (news instanceof MarketLifecycle change && change.ticker() != null) {
            learn(change.ticker(), change.closeTime(), now);
        }
        return List.of();
    }

    private void learn(String ticker, @Nullable Instant close, Instant now) {
        if (close == null || !close.isAfter(now) || !scope.has(ticker)) {
            return;
        }
        if (closes.size() < MOST || closes.containsKey(ticker)) {
            closes.put(ticker, close);
        }
    }

    @Override
    public List<Alert> timePasses(Instant now) {
        List<Alert> alerts = new ArrayList<>(0);
        closes.entrySet().removeIf(market -> isTold(market.getKey(), market.getValue(), now, alerts));
        return alerts;
    }

    private boolean isTold(String ticker, Instant close, Instant now, List<Alert> alerts) {
        if (!close.isAfter(now)) {
            told.remove(ticker);
            return true;
        }
        if (now.isBefore(close.minus(ahead)) || close.equals(told.get(ticker)) || !scope.has(ticker)) {
            return false;
        }
        told.put(ticker, close);
        alerts.add(new Alert(
                Kind.CLOSE,
                ticker,
                "%s closes in %s, at %s".formatted(ticker, Lengths.text(Duration.between(now, close)), close),
                now));
        return false;
    }
}
