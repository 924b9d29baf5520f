package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.rules.PriceGrid.Band;
import caravan.sandbox.engine.Book;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.simulation.Listing;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Strikes;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A market as the exchange writes it. */
final class MarketForm {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final long LATEST_EXPIRATION_MICROS = 7 * 86_400_000_000L;

    /** The filter's word for each state. */
    private static final Map<MarketStatus, String> FILTER_WORDS = Map.of(
            MarketStatus.INITIALIZED, "unopened",
            MarketStatus.ACTIVE, "open",
            MarketStatus.INACTIVE, "paused",
            MarketStatus.CLOSED, "closed",
            MarketStatus.DETERMINED, "closed",
            MarketStatus.DISPUTED, "closed",
            MarketStatus.AMENDED, "closed",
            MarketStatus.FINALIZED, "settled");

    static final Set<String> STATUSES = Set.copyOf(FILTER_WORDS.values());

    private final Floor floor;

    MarketForm(Floor floor) {
        this.floor = floor;
    }

    static String filterWord(Market market) {
        return FILTER_WORDS.getOrDefault(market.status(), "closed");
    }

    ObjectNode of(MarketRecord record) {
        Market market = record.market();
        Listing listing = floor.listing(market);
        String closes = Words.wholeSeconds(market.closes());
        ObjectNode node = Json.object()
                .put("ticker", market.ticker())
                .put("event_ticker", listing.event().ticker())
                .put("market_type", "binary")
                .put("status", Words.status(market.status()))
                .put("title", listing.title())
                .put("yes_sub_title", listing.yesSubTitle())
                .put("no_sub_title", listing.noSubTitle())
                .put("created_time", Words.time(record.created()))
                .put("updated_time", Words.time(record.updated()))
                .put("open_time", Words.wholeSeconds(market.opens()))
                .put("close_time", closes)
                .put("expected_expiration_time", closes)
                .put("expiration_time", closes)
                .put("latest_expiration_time", Words.wholeSeconds(market.closes() + LATEST_EXPIRATION_MICROS))
                .put("occurrence_datetime", closes)
                .put("settlement_timer_seconds", Words.seconds(market.settlementDelay()))
                .put("notional_value_dollars", Words.price(DOLLAR))
                .put("expiration_value", "")
                .put("can_close_early", true)
                .put("early_close_condition", "This market closes early when its outcome is known.")
                .put("rules_primary", listing.rules())
                .put("rules_secondary", "")
                .put("price_level_structure", listing.structure().label())
                .put("exchange_index", 0)
                .put("settlement_bounds_type", "default");
        Strikes.write(node, listing.strike());
        quotes(node, market);
        history(node, record);
        result(node, market);
        ArrayNode ranges = node.putArray("price_ranges");
        for (Band band : market.grid().bands()) {
            ranges.addObject()
                    .put("start", band.start().toString())
                    .put("end", band.end().toString())
                    .put("step", band.step().toString());
        }
        return node;
    }

    private static void quotes(ObjectNode node, Market market) {
        Book book = market.book();
        int bid = book.best(BookSide.BID);
        int ask = book.best(BookSide.ASK);
        int bidPrice = Math.max(bid, 0);
        int askPrice = ask < 0 ? DOLLAR : ask;
        node.put("yes_bid_dollars", Words.price(bidPrice))
                .put("yes_bid_size_fp", Words.count(bid < 0 ? 0 : book.quantity(BookSide.BID, bid)))
                .put("yes_ask_dollars", Words.price(askPrice))
                .put("yes_ask_size_fp", Words.count(ask < 0 ? 0 : book.quantity(BookSide.ASK, ask)))
                .put("no_bid_dollars", Words.price(DOLLAR - askPrice))
                .put("no_ask_dollars", Words.price(DOLLAR - bidPrice));
    }

    private void history(ObjectNode node, MarketRecord record) {
        Market market = record.market();
        Candle dayAgo = record.dayAgo(floor.nowSeconds());
        node.put("last_price_dollars", Words.price(market.lastPrice()))
                .put("previous_price_dollars", Words.price(dayAgo == null ? 0 : Math.max(0, dayAgo.lastPrice())))
                .put("previous_yes_bid_dollars", Words.price(dayAgo == null ? 0 : Math.max(0, dayAgo.bid.close)))
                .put("previous_yes_ask_dollars", Words.price(dayAgo == null ? 0 : Math.max(0, dayAgo.ask.close)))
                .put("volume_fp", Words.count(market.volume()))
                .put("volume_24h_fp", Words.count(record.dayVolume(floor.nowSeconds())))
                .put("open_interest_fp", Words.count(market.openInterest()));
    }

    private static void result(ObjectNode node, Market market) {
        MarketResult result = market.result();
        node.put("result", result == null ? "" : resultWord(result));
        if (result != null && result.kind() != MarketResult.Kind.VOID) {
            node.put("settlement_value_dollars", Words.price(result.value()));
        }
        if (market.settled() != 0) {
            node.put("settlement_ts", Words.time(market.settled()));
        }
    }

    /** REST has no word for a void market; it is one that pays neither yes nor no. */
    static String resultWord(MarketResult result) {
        return result.kind() == MarketResult.Kind.VOID ? "scalar" : Words.result(result);
    }
}
