package caravan.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * When the exchange says that it trades.
 *
 * @param hours the usual weeks, each for a time
 * @param maintenance times out of turn in which it does not trade
 */
public record ExchangeSchedule(List<Hours> hours, List<Window> maintenance) {
    public ExchangeSchedule {
        hours = List.copyOf(hours);
        maintenance = List.copyOf(maintenance);
    }

    /**
     * The usual week from a moment to another.
     *
     * @param sessions by day; a day without any is closed
     */
    public record Hours(Instant start, Instant end, Map<DayOfWeek, List<Session>> sessions) {
        public Hours {
            sessions = Map.copyOf(sessions);
        }
    }

    /**
     * A part of a day, in New York's time.
     *
     * @param close midnight for the end of the day
     */
    public record Session(LocalTime open, LocalTime close) {}

    /** From a moment to another. */
    public record Window(Instant start, Instant end) {}
}
