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

/** Something is about to happen to a market. Told once for each time that it is to happen at. */
abstract class TimeAhead implements Rule {
    private static final int MOST = 10_000;

    private final Kind kind;
    private final Scope scope;
    private final Duration ahead;
    private final Map<String, Instant> times = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();

    TimeAhead(Kind kind, Scope scope, Duration ahead) {
        this.kind = kind;
        this.scope = scope;
        this.ahead = ahead;
    }

    /** When it is to happen, as REST tells; null where it does not. */
    abstract @Nullable Instant time(Market market);

    /** When it is to happen, as the stream tells; null where it does not. */
    abstract @Nullable Instant time(MarketLifecycle change);

    /** Whether it need not be told any more after this. */
    boolean isOver(MarketLifecycle change) {
        return false;
    }

    /** What is to happen: {@code closes}. */
    abstract String words();

    /** Keeps when it is to happen; who looks at the clock tells people. */
    @Override
    public List<Alert> news(Object news, Instant now) {
        if (news instanceof Market market) {
            learn(market.ticker(), time(market), now);
        } else if (news instanceof MarketLifecycle change && change.ticker() != null) {
            learn(change.ticker(), time(change), now);
            if (isOver(change)) {
                times.remove(change.ticker());
                told.remove(change.ticker());
            }
        }
        return List.of();
    }

    private void learn(String ticker, @Nullable Instant time, Instant now) {
        if (time == null || !time.isAfter(now) || !scope.has(ticker)) {
            return;
        }
        if (times.size() < MOST || times.containsKey(ticker)) {
            times.put(ticker, time);
        }
    }

    @Override
    public List<Alert> timePasses(Instant now) {
        List<Alert> alerts = new ArrayList<>(0);
        times.entrySet().removeIf(market -> isPast(market.getKey(), market.getValue(), now, alerts));
        return alerts;
    }

    private boolean isPast(String ticker, Instant time, Instant now, List<Alert> alerts) {
        if (!time.isAfter(now)) {
            told.remove(ticker);
            return true;
        }
        if (now.isBefore(time.minus(ahead)) || time.equals(told.get(ticker)) || !scope.has(ticker)) {
            return false;
        }
        told.put(ticker, time);
        String in = Lengths.text(Duration.between(now, time));
        alerts.add(new Alert(kind, ticker, "%s %s in %s, at %s".formatted(ticker, words(), in, time), now));
        return false;
    }
}
