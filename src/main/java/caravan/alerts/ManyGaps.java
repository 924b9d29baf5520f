package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Updates of order books are lost more often than they should be. */
final class ManyGaps implements Rule {
    private final int limit;
    private final Duration window;
    private final Recent gaps;
    private final CoolDown coolDown;

    ManyGaps(int limit, Duration window, CoolDown coolDown) {
        this.limit = limit;
        this.window = window;
        this.gaps = new Recent(window, limit);
        this.coolDown = coolDown;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (!(news instanceof Gap gap) || gap.closedTime() != null) {
            return List.of();
        }
        if (gaps.add(now) < limit || !coolDown.lets("gaps", now)) {
            return List.of();
        }
        gaps.clear();
        return List.of(new Alert(
                Kind.GAPS,
                gap.connection(),
                "Updates of order books were lost %d times within %s on the connection %s, last: %s"
                        .formatted(limit, Lengths.text(window), gap.connection(), gap.reason()),
                now));
    }
}
