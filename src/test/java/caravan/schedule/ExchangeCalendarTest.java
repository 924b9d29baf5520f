package caravan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.ExchangeHours.Pause;
import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeStatus;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeCalendarTest {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final ExchangeCalendar calendar = new ExchangeCalendar(() -> now);

    /** New York is four hours behind UTC in summer and five in winter; clocks change on March 8 and November 1, 2026. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-29T06:59:59.999999Z,",
        "2026-10-29T07:00:00Z, 2026-10-29T09:00:00Z",
        "2026-10-29T08:59:59.999999Z, 2026-10-29T09:00:00Z",
        "2026-10-29T09:00:00Z,",
        "2026-11-05T07:59:59Z,",
        "2026-11-05T08:00:00Z, 2026-11-05T10:00:00Z",
        "2026-11-05T10:00:00Z,",
        "2026-03-05T08:30:00Z, 2026-03-05T10:00:00Z",
        "2026-03-12T07:30:00Z, 2026-03-12T09:00:00Z",
        "2026-11-01T05:30:00Z,",
        "2026-11-01T06:30:00Z,",
        "2026-03-08T07:00:00Z,",
    })
    void thursdaysPauseIsKnownWithoutAsking(Instant time, Instant until) {
        assertThat(calendar.pause(time).map(Pause::until).orElse(null)).isEqualTo(until);
    }

    @Test
    void announcedMaintenanceIsAPause() {
        Instant start = Instant.parse("2026-11-21T07:00:00Z");
        Instant end = Instant.parse("2026-11-21T08:00:00Z");
        calendar.schedule(
                new ExchangeSchedule(TradingWeek.usual().hours(), List.of(new ExchangeSchedule.Window(start, end))));
        assertThat(calendar.pause(start.minusMillis(1))).isEmpty();
        assertThat(calendar.pause(start)).contains(new Pause("maintenance", true, end));
        assertThat(calendar.pause(end)).isEmpty();
    }

    @Test
    void aDayWithoutSessionsIsClosedUntilTheNextOneThatHasSome() {
        ExchangeSchedule.Hours usual = TradingWeek.usual().hours().get(0);
        Map<DayOfWeek, List<ExchangeSchedule.Session>> week = new EnumMap<>(usual.sessions());
        week.put(DayOfWeek.SATURDAY, List.of());
        week.put(DayOfWeek.SUNDAY, List.of());
        calendar.schedule(
                new ExchangeSchedule(List.of(new ExchangeSchedule.Hours(usual.start(), usual.end(), week)), List.of()));
        assertThat(calendar.pause(Instant.parse("2026-11-21T12:00:00Z")))
                .contains(new Pause("weekly pause", true, Instant.parse("2026-11-23T05:00:00Z")));
    }

    @Test
    void whatTheExchangeSaysOfItselfHoldsForAWhile() {
        calendar.status(new ExchangeStatus(true, false, null));
        assertThat(calendar.pause(now)).contains(new Pause("trading pause", false, null));
        assertThat(calendar.pause(now.plus(Duration.ofMinutes(3)))).isEmpty();
        Instant resumes = now.plus(Duration.ofHours(1));
        calendar.status(new ExchangeStatus(false, false, resumes));
        assertThat(calendar.pause(resumes.minusSeconds(1))).contains(new Pause("maintenance", false, resumes));
        calendar.status(new ExchangeStatus(true, true, null));
        assertThat(calendar.pause(now)).isEmpty();
    }

    @Test
    void scheduleIsAskedForEveryHour() {
        assertThat(calendar.wantsSchedule()).isTrue();
        calendar.schedule(TradingWeek.usual());
        assertThat(calendar.wantsSchedule()).isFalse();
        now = now.plus(Duration.ofHours(1));
        assertThat(calendar.wantsSchedule()).isTrue();
    }
}
