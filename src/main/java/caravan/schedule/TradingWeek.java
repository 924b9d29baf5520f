package caravan.schedule;

import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeSchedule.Session;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The usual week of the exchange, which is told in New York's time: the same clock time is another moment in summer and in
 * winter.
 */
final class TradingWeek {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final int WEEK = 7;
    private static final LocalTime PAUSE = LocalTime.of(3, 0);
    private static final LocalTime PAUSE_END = LocalTime.of(5, 0);

    private final Map<DayOfWeek, List<Session>> sessions;

    TradingWeek(Map<DayOfWeek, List<Session>> sessions) {
        this.sessions = Map.copyOf(sessions);
    }

    /**
     * What is known without asking: always, but for Thursdays from 3:00 to 5:00.
     *
     * @see <a href="https://docs.kalshi.com/getting_started/maintenance_and_pauses">Kalshi: maintenance and pauses</a>
     */
    static ExchangeSchedule usual() {
        Map<DayOfWeek, List<Session>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(new Session(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)));
        }
        week.put(
                DayOfWeek.THURSDAY,
                List.of(new Session(LocalTime.MIDNIGHT, PAUSE), new Session(PAUSE_END, LocalTime.MIDNIGHT)));
        return new ExchangeSchedule(List.of(new ExchangeSchedule.Hours(Instant.MIN, Instant.MAX, week)), List.of());
    }

    /** Whether it trades at a moment. */
    boolean isOpen(Instant time) {
        ZonedDateTime local = time.atZone(NEW_YORK);
        // Clock times that come twice in autumn belong to the same session; so moments are compared, not clock times.
        return sessions(local.toLocalDate()).stream().anyMatch(span -> span.contains(time));
    }

    /** The first moment from then on at which it trades; empty when it does not within a week. */
    Optional<Instant> nextOpen(Instant time) {
        LocalDate today = time.atZone(NEW_YORK).toLocalDate();
        for (int day = 0; day <= WEEK; day++) {
            @Nullable
            Instant first = sessions(today.plusDays(day)).stream()
                    .map(Span::start)
                    .filter(start -> !start.isBefore(time))
                    .min(Instant::compareTo)
                    .orElse(null);
            if (first != null) {
                return Optional.of(first);
            }
        }
        return Optional.empty();
    }

    private List<Span> sessions(LocalDate date) {
        List<Span> spans = new ArrayList<>();
        for (Session session : sessions.getOrDefault(date.getDayOfWeek(), List.of())) {
            boolean untilMidnight = session.close().equals(LocalTime.MIDNIGHT);
            spans.add(new Span(
                    date.atTime(session.open()).atZone(NEW_YORK).toInstant(),
                    (untilMidnight ? date.plusDays(1).atStartOfDay() : date.atTime(session.close()))
                            .atZone(NEW_YORK)
                            .toInstant()));
        }
        return spans;
    }

    private record Span(Instant start, Instant end) {
        boolean contains(Instant time) {
            return !time.isBefore(start) && time.isBefore(end);
        }
    }
}
