package caravan.sandbox.exchange.rest;

import caravan.sandbox.simulation.FeeChange;
import caravan.sandbox.simulation.SeriesListing;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Series, and how their fees change. */
final class SeriesApi {
    private final Floor floor;

    SeriesApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.open(
                        "GetSeriesList",
                        "/series",
                        this::list,
                        "category",
                        "tags",
                        "include_product_metadata",
                        "include_volume",
                        "min_updated_ts"),
                Operation.open("GetSeries", "/series/{series_ticker}", this::one, "include_volume"),
                Operation.open(
                        "GetSeriesFeeChanges",
                        "/series/fee_changes",
                        this::feeChanges,
                        "series_ticker",
                        "show_historical"));
    }

    private Answer list(Request request) {
        Query query = request.query();
        String category = query.text("category");
        boolean volume = query.flag("include_volume");
        query.flag("include_product_metadata");
        Long updated = query.seconds("min_updated_ts");
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("series");
        for (SeriesListing series : floor.world().series()) {
            boolean wanted = (category == null || category.equals(series.category()))
                    && !query.has("tags")
                    && (updated == null || Words.seconds(updated(series)) > updated);
            if (wanted) {
                array.add(form(series, volume));
            }
        }
        return Answer.ok(body);
    }

    private Answer one(Request request) {
        boolean volume = request.query().flag("include_volume");
        SeriesListing series = floor.series(request.path("series_ticker"));
        return Answer.ok(Json.object().set("series", form(series, volume)));
    }

    /** Changes to come, and those that came when they are asked for. */
    private Answer feeChanges(Request request) {
        boolean historical = request.query().flag("show_historical");
        String series = request.query().text("series_ticker");
        ObjectNode body = Json.object();
        ArrayNode changes = body.putArray("series_fee_change_arr");
        for (FeeChange change : floor.world().tariffs().changes()) {
            if ((series == null || series.equals(change.series())) && (historical || change.time() > floor.now())) {
                changes.addObject()
                        .put("id", change.id())
                        .put("series_ticker", change.series())
                        .put("fee_type", change.feeType().name().toLowerCase(Locale.ROOT))
                        .put("fee_multiplier", change.feeMultiplier())
                        .put("scheduled_ts", Words.time(change.time()));
            }
        }
        return Answer.ok(body);
    }

    private ObjectNode form(SeriesListing series, boolean volume) {
        ObjectNode node = Json.object()
                .put("ticker", series.ticker())
                .put("frequency", series.frequency())
                .put("title", series.title())
                .put("category", series.category())
                .put("contract_url", "")
                .put("contract_terms_url", "")
                .put("fee_type", series.feeType().name().toLowerCase(Locale.ROOT))
                .put("fee_multiplier", series.feeMultiplier())
                .put("last_updated_ts", Words.time(updated(series)))
                .put("exchange_index", 0);
        node.putArray("tags");
        node.putArray("categories").add(series.category());
        node.putArray("settlement_sources");
        node.putArray("additional_prohibitions");
        if (volume) {
            long sum = markets(series).stream()
                    .mapToLong(record -> record.market().volume())
                    .sum();
            node.put("volume_fp", Words.count(sum));
        }
        return node;
    }

    private long updated(SeriesListing series) {
        return markets(series).stream().mapToLong(MarketRecord::created).min().orElse(0);
    }

    private List<MarketRecord> markets(SeriesListing series) {
        return floor.records().markets().stream()
                .filter(record ->
                        floor.listing(record.market()).event().series().ticker().equals(series.ticker()))
                .toList();
    }
}
