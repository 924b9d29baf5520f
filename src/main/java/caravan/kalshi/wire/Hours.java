package caravan.kalshi.wire;

import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeSchedule.Session;
import caravan.model.ExchangeSchedule.Window;
import caravan.model.ExchangeStatus;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Translates what the exchange says of its own hours. */
final class Hours {
    /** A year of maintenance windows; the answer of a stranger may be longer. */
    private static final int MOST = 1_000;

    private Hours() {}

    static ExchangeStatus status(JsonNode answer) {
        boolean exchange = flag(answer, "exchange_active", true);
        String resumes = answer.path("exchange_estimated_resume_time").asText("");
        return new ExchangeStatus(
                exchange, flag(answer, "trading_active", exchange), resumes.isEmpty() ? null : time(resumes));
    }

    private static boolean flag(JsonNode answer, String name, boolean unless) {
        JsonNode flag = answer.path(name);
        if (!flag.isBoolean() && name.equals("exchange_active")) {
            throw new WireFormatException("expected 'exchange_active' in the answer, found none");
        }
        return flag.asBoolean(unless);
    }

    static ExchangeSchedule schedule(JsonNode schedule) {
        List<ExchangeSchedule.Hours> hours = new ArrayList<>();
        for (JsonNode week : list(schedule, "standard_hours")) {
            Map<DayOfWeek, List<Session>> sessions = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                sessions.put(day, sessions(week.path(day.name().toLowerCase(Locale.ROOT))));
            }
            hours.add(new ExchangeSchedule.Hours(
                    time(week.path("start_time").asText("")),
                    time(week.path("end_time").asText("")),
                    sessions));
        }
        List<Window> maintenance = new ArrayList<>();
        for (JsonNode window : list(schedule, "maintenance_windows")) {
            maintenance.add(new Window(
                    time(window.path("start_datetime").asText("")),
                    time(window.path("end_datetime").asText(""))));
        }
        return new ExchangeSchedule(hours, maintenance);
    }

    private static JsonNode list(JsonNode schedule, String name) {
        JsonNode list = schedule.path(name);
        if (list.size() > MOST) {
            throw new WireFormatException("expected at most %d '%s', found %d".formatted(MOST, name, list.size()));
        }
        return list;
    }

    private static List<Session> sessions(JsonNode day) {
        List<Session> sessions = new ArrayList<>();
        for (JsonNode session : day) {
            sessions.add(new Session(
                    clockTime(session.path("open_time").asText("")),
                    clockTime(session.path("close_time").asText(""))));
        }
        return sessions;
    }

    private static LocalTime clockTime(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException noTime) {
            throw new WireFormatException("expected a time of day such as 03:00, found '" + text + "'");
        }
    }

    private static Instant time(String text) {
        try {
            return Times.parse(text);
        } catch (IllegalArgumentException noTime) {
            throw new WireFormatException(String.valueOf(noTime.getMessage()));
        }
    }
}
