package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.MarketSummary;
import caravan.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Much was traded within a while. */
final class VolumeRose implements Rule {
    /** A market's window is looked at in this many steps, so that memory does not grow with its messages. */
    private static final int STEPS = 20;

    private final Scope scope;
    private final Quantity limit;
    private final Duration window;
    private final CoolDown coolDown;
    private final Map<String, Deque<Sample>> samples = new Memory<>();

    private record Sample(Instant time, Quantity volume) {}

    VolumeRose(Scope scope, Quantity limit, Duration window, CoolDown coolDown) {
        this.scope = scope;
        this.limit = limit;
        this.window = window;
        this.coolDown = coolDown;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (!(news instanceof MarketSummary summary) || summary.volume() == null || !scope.has(summary.ticker())) {
            return List.of();
        }
        Deque<Sample> seen = samples.computeIfAbsent(summary.ticker(), first -> new ArrayDeque<>(2));
        while (!seen.isEmpty() && now.isAfter(seen.getFirst().time().plus(window))) {
            seen.removeFirst();
        }
        if (seen.isEmpty() || now.isAfter(seen.getLast().time().plus(window.dividedBy(STEPS)))) {
            seen.addLast(new Sample(now, summary.volume()));
        }
        Quantity traded = summary.volume().minus(seen.getFirst().volume());
        if (traded.compareTo(limit) < 0 || !coolDown.lets(summary.ticker(), now)) {
            return List.of();
        }
        Instant since = seen.getFirst().time();
        seen.clear();
        seen.addLast(new Sample(now, summary.volume()));
        return List.of(new Alert(
                Kind.VOLUME,
                summary.ticker(),
                "%s: %s contracts were traded within %s"
                        .formatted(
                                summary.ticker(),
                                traded.toBigDecimal().stripTrailingZeros().toPlainString(),
                                Lengths.text(Duration.between(since, now))),
                now));
    }
}
