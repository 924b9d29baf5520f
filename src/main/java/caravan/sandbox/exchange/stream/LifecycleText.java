package caravan.sandbox.exchange.stream;

import caravan.rules.FeeType;
import caravan.rules.PriceGrid;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketChange;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.simulation.EventFeeChange;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Strikes;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what happens to markets and events. */
final class LifecycleText {
    private LifecycleText() {}

    /** What is told of a change; null where the exchange says nothing. */
    static @Nullable ObjectNode market(Market market, Listing listing, MarketChange change, Form form) {
        ObjectNode msg = Json.object().put("market_ticker", market.ticker());
        switch (change) {
            case CREATED -> created(msg.put("event_type", "created"), market, listing, form);
            case ACTIVATED -> msg.put("event_type", "activated").put("is_deactivated", false);
            case DEACTIVATED -> msg.put("event_type", "deactivated").put("is_deactivated", true);
            case CLOSE_DATE_UPDATED ->
                msg.put("event_type", "close_date_updated").put("close_ts", Words.seconds(market.closes()));
            case DETERMINED -> determined(msg.put("event_type", "determined"), market, form);
            case SETTLED -> msg.put("event_type", "settled").put("settled_ts", Words.seconds(market.settled()));
            case OPENED, CLOSED, DISPUTED, AMENDED -> {
                return null;
            }
        }
        return msg;
    }

    private static void created(ObjectNode msg, Market market, Listing listing, Form form) {
        msg.put("open_ts", Words.seconds(market.opens())).put("close_ts", Words.seconds(market.closes()));
        if (form == Form.CURRENT) {
            msg.put("exchange_index", 0)
                    .put("price_level_structure", listing.structure().label());
            ArrayNode ranges = msg.putArray("price_ranges");
            for (PriceGrid.Band band : market.grid().bands()) {
                ranges.addObject()
                        .put("start", band.start().toString())
                        .put("end", band.end().toString())
                        .put("step", band.step().toString());
            }
        }
        ObjectNode metadata = msg.putObject("additional_metadata")
                .put("name", listing.yesSubTitle())
                .put("title", listing.title())
                .put("yes_sub_title", listing.yesSubTitle())
                .put("no_sub_title", listing.noSubTitle())
                .put("rules_primary", listing.rules())
                .put("rules_secondary", "")
                .put("can_close_early", true)
                .put("event_ticker", listing.event().ticker())
                .put("expected_expiration_ts", Words.seconds(market.closes()));
        // What older frames wrote is not known: their document has a string for one and a boolean for the other.
        if (form == Form.CURRENT) {
            Strikes.write(metadata, listing.strike());
        }
    }

    private static void determined(ObjectNode msg, Market market, Form form) {
        MarketResult result = market.result();
        if (result == null) {
            throw new IllegalStateException("expected a result of " + market + ", found none");
        }
        msg.put("result", Words.result(result)).put("determination_ts", Words.seconds(market.determined()));
        if (form == Form.CURRENT) {
            msg.put("settlement_value", Words.price(result.value()));
        }
    }

    static ObjectNode event(EventListing event, Form form) {
        ObjectNode msg = Json.object().put("event_ticker", event.ticker());
        if (form == Form.CURRENT) {
            msg.put("exchange_index", 0);
        }
        return msg.put("title", event.title())
                .put(form == Form.CURRENT ? "subtitle" : "sub_title", event.subTitle())
                .put("collateral_return_type", event.mutuallyExclusive() ? "MECNET" : "")
                .put("series_ticker", event.series().ticker());
    }

    static ObjectNode fees(EventFeeChange change) {
        FeeType type = change.feeType();
        return Json.object()
                .put("event_ticker", change.event().ticker())
                .put("fee_type_override", type == null ? null : type.name().toLowerCase(Locale.ROOT))
                .put("fee_multiplier_override", change.feeMultiplier());
    }
}
