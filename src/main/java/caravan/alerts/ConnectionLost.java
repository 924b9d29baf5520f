package caravan.alerts;

import caravan.alerts.Alert.Kind;
import caravan.model.ConnectionEvent;
import caravan.model.ExchangeHours;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection is away for longer than a reconnect takes; and it is back. While the exchange pauses, connections are
 * expected to go; then it is told only when they are still away afterwards.
 */
final class ConnectionLost implements Rule {
    private final Duration patience;
    private final CoolDown coolDown;
    private final ExchangeHours hours;
    private final Map<String, Loss> losses = new HashMap<>();

    private static final class Loss {
        final Instant since;
        final String reason;
        /** From when on it counts: a pause of the exchange starts it anew. */
        Instant counted;

        boolean told;

        Loss(Instant since, String reason) {
            this.since = since;
            this.reason = reason;
            this.counted = since;
        }
    }

    ConnectionLost(Duration patience, CoolDown coolDown, ExchangeHours hours) {
        this.patience = patience;
        this.coolDown = coolDown;
        this.hours = hours;
    }

    @Override
    public List<Alert> news(Object news, Instant now) {
        if (news instanceof ConnectionEvent.Closed closed) {
            losses.putIfAbsent(closed.connection(), new Loss(now, closed.reason()));
            return timePasses(now);
        }
        if (news instanceof ConnectionEvent.Ready ready) {
            @Nullable Loss loss = losses.remove(ready.connection());
            if (loss != null && loss.told) {
                return List.of(new Alert(
                        Kind.CONNECTION,
                        ready.connection(),
                        "The connection %s is back after %s"
                                .formatted(ready.connection(), Lengths.text(Duration.between(loss.since, now))),
                        now));
            }
        }
        return List.of();
    }

    @Override
    public List<Alert> timePasses(Instant now) {
        if (losses.isEmpty()) {
            return List.of();
        }
        boolean paused = hours.pause(now).isPresent();
        List<Alert> alerts = new ArrayList<>(0);
        losses.forEach((connection, loss) -> {
            if (paused) {
                loss.counted = now;
            } else if (!loss.told && !now.isBefore(loss.counted.plus(patience)) && coolDown.lets(connection, now)) {
                loss.told = true;
                alerts.add(new Alert(
                        Kind.CONNECTION,
                        connection,
                        "The connection %s is lost since %s: %s"
                                .formatted(connection, loss.since.truncatedTo(ChronoUnit.SECONDS), loss.reason),
                        now));
            }
        });
        return alerts;
    }
}
