package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.sandbox.exchange.ExchangeEvent.BookChanged;
import caravan.sandbox.exchange.ExchangeEvent.LifecycleChanged;
import caravan.sandbox.exchange.ExchangeEvent.OwnOrderChanged;
import caravan.sandbox.exchange.ExchangeEvent.TickerChanged;
import caravan.sandbox.exchange.ExchangeEvent.Traded;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The {@code msg} part of the stream's frames, in the form of October 2026. */
final class Messages {
    static final String USER_ID = "5f1c0000-0000-4000-8000-0000ca2a7a40";
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;

    private Messages() {}

    /**
     * A whole book.
     *
     * @param yesPrices whether NO bids carry the YES price, as the subscription asked
     */
    static ObjectNode snapshot(SimulatedMarket market, boolean yesPrices) {
        ObjectNode msg = market(market);
        for (Outcome side : Outcome.values()) {
            if (!market.book().levels(side).isEmpty()) {
                levels(msg.putArray(word(side) + "_dollars_fp"), market.book().levels(side), side, yesPrices);
            }
        }
        return msg;
    }

    static void levels(ArrayNode array, Map<Integer, Long> levels, Outcome side, boolean yesPrices) {
        levels.forEach((price, quantity) ->
                array.addArray().add(dollars(shown(side, price, yesPrices))).add(count(quantity)));
    }

    static ObjectNode delta(BookChanged event, boolean yesPrices) {
        ObjectNode msg = market(event.market())
                .put("price_dollars", dollars(shown(event.side(), event.price(), yesPrices)))
                .put("delta_fp", count(event.change()))
                .put("side", word(event.side()))
                .put("ts", event.time().toString())
                .put("ts_ms", event.time().toEpochMilli());
        if (event.cause() != null) {
            msg.put("client_order_id", event.cause().clientOrderId).put("subaccount", 0);
        }
        return msg;
    }

    static ObjectNode trade(Traded event) {
        String taker = word(event.taker());
        return Json.object()
                .put("trade_id", event.tradeId())
                .put("market_ticker", event.market().ticker())
                .put("yes_price_dollars", dollars(event.yesPrice()))
                .put("no_price_dollars", dollars(DOLLAR - event.yesPrice()))
                .put("count_fp", count(event.quantity()))
                .put("taker_side", taker)
                .put("taker_outcome_side", taker)
                .put("taker_book_side", bookSide(event.taker()))
                .put("is_block_trade", false)
                .put("ts", event.time().getEpochSecond())
                .put("ts_ms", event.time().toEpochMilli());
    }

    static ObjectNode ticker(TickerChanged event) {
        SimulatedMarket market = event.market();
        Book book = market.book();
        int bid = book.best(Outcome.YES);
        int noBid = book.best(Outcome.NO);
        return market(market)
                .put("price_dollars", market.lastPrice == 0 ? "" : dollars(market.lastPrice))
                .put("yes_bid_dollars", dollars(bid))
                .put("yes_ask_dollars", dollars(DOLLAR - noBid))
                .put("volume_fp", count(market.volume))
                .put("open_interest_fp", count(market.openInterest))
                .put("dollar_volume", market.volume / 200)
                .put("dollar_open_interest", market.openInterest / 200)
                .put("yes_bid_size_fp", count(book.quantity(Outcome.YES, bid)))
                .put("yes_ask_size_fp", count(book.quantity(Outcome.NO, noBid)))
                .put("last_trade_size_fp", count(market.lastQuantity))
                .put("ts", event.time().getEpochSecond())
                .put("ts_ms", event.time().toEpochMilli())
                .put("time", event.time().toString());
    }

    static ObjectNode fill(OwnFill fill) {
        OwnOrder order = fill.order();
        return Json.object()
                .put("trade_id", fill.tradeId())
                .put("order_id", order.id)
                .put("client_order_id", order.clientOrderId)
                .put("market_ticker", order.market.ticker())
                .put("exchange_index", 0)
                .put("is_taker", fill.taker())
                .put("side", word(order.outcome()))
                .put("yes_price_dollars", fill.yesPrice().toString())
                .put("count_fp", fill.quantity().toString())
                .put("fee_cost", fill.fee().toString())
                .put("action", order.action().name().toLowerCase(Locale.ROOT))
                .put("ts", fill.time().getEpochSecond())
                .put("ts_ms", fill.time().toEpochMilli())
                .put("post_position_fp", fill.positionAfter().toString())
                .put("purchased_side", word(order.direction()))
                .put("outcome_side", word(order.direction()))
                .put("book_side", bookSide(order.direction()))
                .put("subaccount", 0);
    }

    static ObjectNode order(OwnOrderChanged event) {
        OwnOrder order = event.order();
        ObjectNode msg = Json.object()
                .put("order_id", order.id)
                .put("user_id", USER_ID)
                .put("ticker", order.market.ticker())
                .put("exchange_index", 0)
                .put("status", order.executed() ? "executed" : "resting")
                .put("side", word(order.outcome()))
                .put("is_yes", order.outcome() == Outcome.YES)
                .put("outcome_side", word(order.direction()))
                .put("book_side", bookSide(order.direction()))
                .put("yes_price_dollars", order.yesPrice().toString())
                .put("initial_count_fp", order.initial.toString())
                .put("fill_count_fp", order.filled.toString())
                .put("remaining_count_fp", order.remaining().toString())
                .put("taker_fill_cost_dollars", order.takerCost.toString())
                .put("maker_fill_cost_dollars", order.makerCost.toString())
                .put("taker_fees_dollars", order.takerFees.toString())
                .put("maker_fees_dollars", order.makerFees.toString())
                .put("client_order_id", order.clientOrderId)
                .put("created_time", order.created.toString())
                .put("created_ts_ms", order.created.toEpochMilli())
                .put("subaccount_number", 0);
        if (event.reason() != null) {
            msg.put("last_updated_ts_ms", order.updated.toEpochMilli()).put("last_update_reason", event.reason());
        }
        return msg;
    }

    static ObjectNode position(OwnFill fill) {
        return Json.object()
                .put("user_id", USER_ID)
                .put("market_ticker", fill.order().market.ticker())
                .put("position_fp", fill.positionAfter().toString())
                .put("position_cost_dollars", "0.000000")
                .put("realized_pnl_dollars", "0.000000")
                .put("fees_paid_dollars", fill.fee().toString())
                .put("position_fee_cost_dollars", "0.000000")
                .put("volume_fp", fill.quantity().toString())
                .put("subaccount", 0);
    }

    static ObjectNode lifecycle(LifecycleChanged event) {
        SimulatedMarket market = event.market();
        Listing listing = market.listing();
        ObjectNode msg = Json.object()
                .put("market_ticker", market.ticker())
                .put("event_type", event.kind().name().toLowerCase(Locale.ROOT));
        switch (event.kind()) {
            case CREATED -> {
                msg.put("open_ts", market.opened.getEpochSecond())
                        .put("close_ts", market.closes.getEpochSecond())
                        .put("exchange_index", 0)
                        .put("price_level_structure", listing.grid());
                priceRanges(msg, listing);
                msg.putObject("additional_metadata")
                        .put("name", listing.yesSubTitle())
                        .put("title", listing.title())
                        .put("yes_sub_title", listing.yesSubTitle())
                        .put("no_sub_title", listing.noSubTitle())
                        .put("rules_primary", rules(listing))
                        .put("rules_secondary", "")
                        .put("can_close_early", true)
                        .put("event_ticker", listing.event())
                        .put("expected_expiration_ts", market.closes.getEpochSecond());
            }
            case ACTIVATED -> msg.put("is_deactivated", false);
            case DEACTIVATED -> msg.put("is_deactivated", true);
            case CLOSE_DATE_UPDATED -> msg.put("close_ts", market.closes.getEpochSecond());
        }
        return msg;
    }

    static void priceRanges(ObjectNode target, Listing listing) {
        target.putArray("price_ranges")
                .addObject()
                .put("start", "0.0000")
                .put("end", "1.0000")
                .put("step", dollars(listing.tick()));
    }

    static String rules(Listing listing) {
        return "This market of the sandbox resolves to Yes if: " + listing.yesSubTitle() + ".";
    }

    static String dollars(int units) {
        return new Price(units).toString();
    }

    static String count(long units) {
        return new Quantity(units).toString();
    }

    static String word(Outcome side) {
        return side == Outcome.YES ? "yes" : "no";
    }

    static String bookSide(Outcome side) {
        return side == Outcome.YES ? "bid" : "ask";
    }

    /** Seconds without a fraction, as the exchange writes opening and closing times. */
    static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private static int shown(Outcome side, int price, boolean yesPrices) {
        return side == Outcome.NO && yesPrices ? DOLLAR - price : price;
    }

    private static ObjectNode market(SimulatedMarket market) {
        return Json.object()
                .put("market_ticker", market.ticker())
                .put("market_id", market.listing().id());
    }
}
