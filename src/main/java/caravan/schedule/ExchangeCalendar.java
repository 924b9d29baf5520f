package caravan.schedule;

import caravan.model.ExchangeHours;
import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeSchedule.Window;
import caravan.model.ExchangeStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the exchange pauses: by its schedule, by maintenance that it announced, and by what it says now. Until it was asked,
 * the usual weekly pause holds. Safe for use by several threads.
 */
public final class ExchangeCalendar implements ExchangeHours {
    private static final Duration SCHEDULE_AGE = Duration.ofHours(1);
    /** What the exchange said of itself is believed so long. */
    private static final Duration STATUS_AGE = Duration.ofMinutes(3);

    private final InstantSource clock;
    private ExchangeSchedule schedule = TradingWeek.usual();
    private @Nullable Instant scheduleHeard;
    private @Nullable ExchangeStatus status;
    private Instant statusHeard = Instant.MIN;

    public ExchangeCalendar(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it is time to ask for the schedule. */
    public synchronized boolean wantsSchedule() {
        return scheduleHeard == null || !clock.instant().isBefore(scheduleHeard.plus(SCHEDULE_AGE));
    }

    /** Takes the schedule; one without any hours says nothing. */
    public synchronized void schedule(ExchangeSchedule told) {
        scheduleHeard = clock.instant();
        if (!told.hours().isEmpty()) {
            schedule = told;
        }
    }

    /** Takes what the exchange says of itself. */
    public synchronized void status(ExchangeStatus told) {
        status = told;
        statusHeard = clock.instant();
    }

    @Override
    public synchronized Optional<Pause> pause(Instant time) {
        for (Window window : schedule.maintenance()) {
            if (!time.isBefore(window.start()) && time.isBefore(window.end())) {
                return Optional.of(new Pause("maintenance", true, window.end()));
            }
        }
        for (ExchangeSchedule.Hours hours : schedule.hours()) {
            TradingWeek week = new TradingWeek(hours.sessions());
            if (!time.isBefore(hours.start()) && time.isBefore(hours.end()) && !week.isOpen(time)) {
                return Optional.of(
                        new Pause("weekly pause", true, week.nextOpen(time).orElse(null)));
            }
        }
        return told(time);
    }

    private Optional<Pause> told(Instant time) {
        ExchangeStatus last = status;
        if (last == null || last.exchangeActive() && last.tradingActive()) {
            return Optional.empty();
        }
        Instant resumes = last.resumeTime();
        boolean believed = time.isBefore(statusHeard.plus(STATUS_AGE)) || resumes != null && time.isBefore(resumes);
        return believed
                ? Optional.of(new Pause(last.exchangeActive() ? "trading pause" : "maintenance", false, resumes))
                : Optional.empty();
    }
}
