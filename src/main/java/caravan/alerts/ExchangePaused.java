package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.ExchangeHours;
import caravan.model.ExchangeHours.Pause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exchange pauses out of turn, and goes on. What its schedule says is no news. */
final class ExchangePaused implements Rule {
    private final ExchangeHours hours;
    private @Nullable Pause told;

    ExchangePaused(ExchangeHours hours) {
        this.hours = hours;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        return List.of();
    }

    @Override
    public List<Alert> timePasses(Instant now) {
        Pause pause = hours.pause(now).filter(found -> !found.planned()).orElse(null);
        if (pause != null && told == null) {
            told = pause;
            return List.of(new Alert(
                    Kind.EXCHANGE,
                    null,
                    "The exchange has a %s out of turn%s"
                            .formatted(pause.reason(), pause.until() == null ? "" : " until " + pause.until()),
                    now));
        }
        if (told != null && hours.pause(now).isEmpty()) {
            told = null;
            return List.of(new Alert(Kind.EXCHANGE, null, "The exchange goes on", now));
        }
        return List.of();
    }
}
