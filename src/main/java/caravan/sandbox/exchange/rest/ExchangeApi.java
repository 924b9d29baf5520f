package caravan.sandbox.exchange.rest;

import caravan.sandbox.simulation.TradingHours;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;

/** The exchange itself: whether it trades, and when. */
final class ExchangeApi {
    private final Floor floor;

    ExchangeApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.open("GetExchangeStatus", "/exchange/status", this::status),
                Operation.open("GetExchangeSchedule", "/exchange/schedule", request -> schedule()),
                Operation.open("GetUserDataTimestamp", "/exchange/user_data_timestamp", this::userData));
    }

    private Answer status(Request request) {
        boolean exchange = floor.engine().exchangeActive();
        boolean trading = exchange && floor.engine().tradingActive();
        ObjectNode body = Json.object();
        body.put("exchange_active", exchange)
                .put("trading_active", trading)
                .put("intra_exchange_transfers_active", exchange);
        Long resumes = floor.world().maintenance().resumes();
        if (resumes != null) {
            body.put("exchange_estimated_resume_time", Words.time(resumes));
        }
        body.putArray("exchange_index_statuses")
                .addObject()
                .put("exchange_index", 0)
                .put("description", "sandbox")
                .put("exchange_active", exchange)
                .put("trading_active", trading)
                .put("intra_exchange_transfers_active", exchange);
        return Answer.ok(body);
    }

    /** In New York's time. */
    private Answer schedule() {
        ObjectNode body = Json.object();
        ObjectNode schedule = body.putObject("schedule");
        ObjectNode hours = schedule.putArray("standard_hours").addObject();
        hours.put("start_time", "2024-12-01T00:00:00Z").put("end_time", "2200-12-01T00:00:00Z");
        for (DayOfWeek day : DayOfWeek.values()) {
            ArrayNode sessions = hours.putArray(day.name().toLowerCase(Locale.ROOT));
            for (TradingHours.Session session : floor.world().schedule().sessions(day)) {
                sessions.addObject()
                        .put("open_time", session.open().toString())
                        .put("close_time", session.close().toString());
            }
        }
        schedule.putArray("maintenance_windows");
        return Answer.ok(body);
    }

    private Answer userData(Request request) {
        return Answer.ok(Json.object().put("as_of_time", Words.time(floor.asOf())));
    }
}
