package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.simulation.EventFeeChange;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Events, with or without their markets. */
final class EventsApi {
    private static final Set<String> STATUSES = Set.of("unopened", "open", "closed", "settled");
    private static final int MOST = 200;
    private static final int MOST_TICKERS = 200;

    private final Floor floor;
    private final MarketForm form;

    EventsApi(Floor floor, MarketForm form) {
        this.floor = floor;
        this.form = form;
    }

    List<Operation> operations() {
        return List.of(
                Operation.open(
                        "GetEvents",
                        "/events",
                        this::list,
                        "limit",
                        "cursor",
                        "with_nested_markets",
                        "with_milestones",
                        "status",
                        "series_ticker",
                        "tickers",
                        "min_close_ts",
                        "min_updated_ts"),
                Operation.open("GetEvent", "/events/{event_ticker}", this::one, "with_nested_markets"),
                Operation.open("GetEventMetadata", "/events/{event_ticker}/metadata", this::metadata),
                Operation.open(
                        "GetEventFeeChanges",
                        "/events/fee_changes",
                        this::feeChanges,
                        "event_ticker",
                        "limit",
                        "cursor"));
    }

    private record Numbered(long number, EventListing event) {}

    private Answer list(Request request) {
        Query query = request.query();
        String status = query.oneOf("status", STATUSES);
        String series = query.text("series_ticker");
        Set<String> tickers = query.list("tickers", MOST_TICKERS);
        Long closes = query.seconds("min_close_ts");
        Long updated = query.seconds("min_updated_ts");
        boolean nested = query.flag("with_nested_markets");
        Predicate<Numbered> wanted = item -> (status == null || status.equals(status(item.event())))
                && (series == null || series.equals(item.event().series().ticker()))
                && (tickers.isEmpty() || tickers.contains(item.event().ticker()))
                && (closes == null || latestClose(item.event()) > closes)
                && (updated == null || Words.seconds(updated(item.event())) > updated);
        List<Numbered> all = new ArrayList<>();
        floor.world().events().forEach(event -> all.add(new Numbered(all.size(), event)));
        Pages<Numbered> page = Pages.oldestFirst(
                new Pages.Source<>(all, Numbered::number), wanted, query.limit(MOST, MOST), query.cursor());
        ObjectNode body = Json.object();
        ArrayNode events = body.putArray("events");
        page.items().forEach(item -> events.add(form(item.event(), nested)));
        if (query.flag("with_milestones")) {
            body.putArray("milestones");
        }
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private Answer one(Request request) {
        boolean nested = request.query().flag("with_nested_markets");
        EventListing event = floor.event(request.path("event_ticker"));
        ObjectNode body = Json.object();
        body.set("event", form(event, nested));
        ArrayNode markets = body.putArray("markets");
        if (!nested) {
            addMarkets(markets, event);
        }
        return Answer.ok(body);
    }

    private Answer metadata(Request request) {
        EventListing event = floor.event(request.path("event_ticker"));
        ObjectNode body = Json.object().put("image_url", "");
        ArrayNode details = body.putArray("market_details");
        for (MarketRecord record : floor.markets(event)) {
            details.addObject()
                    .put("market_ticker", record.market().ticker())
                    .put("image_url", "")
                    .put("color_code", "");
        }
        body.putArray("settlement_sources");
        return Answer.ok(body);
    }

    private Answer feeChanges(Request request) {
        Query query = request.query();
        String event = query.text("event_ticker");
        Pages<EventFeeChange> page = Pages.oldestFirst(
                new Pages.Source<>(floor.world().tariffs().eventChanges(), EventFeeChange::number),
                change -> event == null || event.equals(change.event().ticker()),
                query.limit(),
                query.cursor());
        ObjectNode body = Json.object();
        ArrayNode changes = body.putArray("event_fee_changes");
        for (EventFeeChange change : page.items()) {
            changes.addObject()
                    .put("id", change.id())
                    .put("event_ticker", change.event().ticker())
                    .put("series_ticker", change.event().series().ticker())
                    .put("fee_type_override", feeType(change))
                    .put("fee_multiplier_override", change.feeMultiplier())
                    .put("scheduled_ts", Words.time(change.time()));
        }
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private static @Nullable String feeType(EventFeeChange change) {
        return change.feeType() == null ? null : change.feeType().name().toLowerCase(Locale.ROOT);
    }

    private ObjectNode form(EventListing event, boolean nested) {
        ObjectNode node = Json.object()
                .put("event_ticker", event.ticker())
                .put("series_ticker", event.series().ticker())
                .put("title", event.title())
                .put("sub_title", event.subTitle())
                .put("collateral_return_type", "")
                .put("mutually_exclusive", event.mutuallyExclusive())
                .put("category", event.series().category())
                .put("strike_period", event.series().frequency())
                .put("last_updated_ts", Words.time(updated(event)))
                .put("exchange_index", 0);
        node.putArray("settlement_sources");
        EventFeeChange override = floor.world().tariffs().override(event);
        if (override != null) {
            node.put("fee_type_override", feeType(override)).put("fee_multiplier_override", override.feeMultiplier());
        }
        if (nested) {
            addMarkets(node.putArray("markets"), event);
        }
        return node;
    }

    private void addMarkets(ArrayNode array, EventListing event) {
        for (MarketRecord record : floor.markets(event)) {
            if (!floor.isHistorical(record.market())) {
                array.add(form.of(record));
            }
        }
    }

    private String status(EventListing event) {
        List<MarketStatus> statuses = floor.markets(event).stream()
                .map(record -> record.market().status())
                .toList();
        if (statuses.stream().allMatch(status -> status == MarketStatus.FINALIZED)) {
            return "settled";
        }
        if (statuses.stream().anyMatch(status -> status == MarketStatus.ACTIVE || status == MarketStatus.INACTIVE)) {
            return "open";
        }
        return statuses.stream().allMatch(status -> status == MarketStatus.INITIALIZED) ? "unopened" : "closed";
    }

    private long latestClose(EventListing event) {
        return floor.markets(event).stream()
                .mapToLong(record -> Words.seconds(record.market().closes()))
                .max()
                .orElse(0);
    }

    private long updated(EventListing event) {
        return floor.markets(event).stream()
                .mapToLong(MarketRecord::updated)
                .max()
                .orElse(0);
    }
}
