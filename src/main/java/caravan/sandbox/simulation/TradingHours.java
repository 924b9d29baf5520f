package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * When there is trading: always, but for two hours in the night to Thursday where that is switched on. Times are New
 * York's.
 *
 * @param weeklyPause whether there is that pause
 */
public record TradingHours(boolean weeklyPause) {
    private static final DayOfWeek DAY = DayOfWeek.THURSDAY;
    private static final LocalTime FROM = LocalTime.of(3, 0);
    private static final LocalTime TO = LocalTime.of(5, 0);

    /** A stretch of a day in which there is trading; midnight as the end is that of the day. */
    public record Session(LocalTime open, LocalTime close) {}

    /** A pause to come, microseconds since 1970. */
    public record Pause(long start, long end) {}

    public List<Session> sessions(DayOfWeek day) {
        return weeklyPause && day == DAY
                ? List.of(new Session(LocalTime.MIDNIGHT, FROM), new Session(TO, LocalTime.MIDNIGHT))
                : List.of(new Session(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
    }

    /** The next pause that has not ended; empty where there is none. */
    public List<Pause> pauses(long now) {
        return weeklyPause ? List.of(next(now)) : List.of();
    }

    /** Begins and ends the pauses. */
    void begin(Engine engine) {
        if (weeklyPause) {
            Pause pause = next(engine.now());
            engine.at(pause.start(), () -> engine.trading(false));
            engine.at(pause.end(), () -> {
                engine.trading(true);
                begin(engine);
            });
        }
    }

    private static Pause next(long now) {
        ZonedDateTime time = Instant.EPOCH.plus(now, ChronoUnit.MICROS).atZone(Catalogue.ZONE);
        ZonedDateTime end = time.with(TemporalAdjusters.nextOrSame(DAY)).with(TO);
        if (!end.isAfter(time)) {
            end = end.plusWeeks(1);
        }
        return new Pause(end.with(FROM).toEpochSecond() * 1_000_000, end.toEpochSecond() * 1_000_000);
    }
}
