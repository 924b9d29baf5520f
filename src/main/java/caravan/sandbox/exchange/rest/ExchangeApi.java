package caravan.sandbox.exchange.rest;

import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The exchange itself: whether it trades, and when. */
final class ExchangeApi {
    private static final List<String> WHOLE_DAYS =
            List.of("monday", "tuesday", "wednesday", "friday", "saturday", "sunday");

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
        body.putArray("exchange_index_statuses")
                .addObject()
                .put("exchange_index", 0)
                .put("description", "sandbox")
                .put("exchange_active", exchange)
                .put("trading_active", trading)
                .put("intra_exchange_transfers_active", exchange);
        return Answer.ok(body);
    }

    /** Around the clock but for Thursday's maintenance, in New York's time. */
    private static Answer schedule() {
        ObjectNode body = Json.object();
        ObjectNode schedule = body.putObject("schedule");
        ObjectNode hours = schedule.putArray("standard_hours").addObject();
        hours.put("start_time", "2024-12-01T00:00:00Z").put("end_time", "2200-12-01T00:00:00Z");
        for (String day : WHOLE_DAYS) {
            hours.putArray(day).addObject().put("open_time", "00:00").put("close_time", "00:00");
        }
        hours.putArray("thursday")
                .add(Json.object().put("open_time", "00:00").put("close_time", "03:00"))
                .add(Json.object().put("open_time", "05:00").put("close_time", "00:00"));
        schedule.putArray("maintenance_windows");
        return Answer.ok(body);
    }

    private Answer userData(Request request) {
        return Answer.ok(Json.object().put("as_of_time", Words.time(floor.asOf())));
    }
}
