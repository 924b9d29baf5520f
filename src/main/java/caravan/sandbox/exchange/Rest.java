package caravan.sandbox.exchange;

import caravan.model.Outcome;
import caravan.model.Price;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers the REST requests; who may ask is checked before. Used from the event loop only. */
final class Rest {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final Set<String> STATUSES = Set.of("unopened", "open", "paused", "closed", "settled");

    private final Simulation simulation;

    Rest(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Whether a path needs a signature. */
    static boolean isPrivate(String path) {
        return path.startsWith("/portfolio/");
    }

    /** @param path below the base path, for example {@code /markets} */
    Answer get(String path, MultiMap parameters) {
        String[] parts = path.substring(1).split("/", -1);
        return switch (parts[0]) {
            case "exchange" -> parts.length == 2 && parts[1].equals("status") ? status() : Answer.notFound();
            case "markets" -> parts.length == 1 ? markets(parameters) : market(parts, parameters);
            case "portfolio" -> portfolio(parts, parameters);
            default -> Answer.notFound();
        };
    }

    private static Answer status() {
        ObjectNode body = Json.object();
        body.put("exchange_active", true).put("trading_active", true).put("intra_exchange_transfers_active", true);
        body.putArray("exchange_index_statuses")
                .addObject()
                .put("exchange_index", 0)
                .put("description", "sandbox")
                .put("exchange_active", true)
                .put("trading_active", true)
                .put("intra_exchange_transfers_active", true);
        return Answer.ok(body);
    }

    private Answer markets(MultiMap parameters) {
        String status = parameters.get("status");
        if (status != null && !status.isEmpty() && !STATUSES.contains(status)) {
            return Answer.badRequest("bad_request", "bad request", "unknown status");
        }
        Predicate<SimulatedMarket> wanted = among(parameters.get("tickers"), SimulatedMarket::ticker)
                .and(among(
                        parameters.get("event_ticker"),
                        market -> market.listing().event()))
                .and(among(
                        parameters.get("series_ticker"),
                        market -> market.listing().series()))
                .and(market -> status == null || status.isEmpty() || status.equals(market.active ? "open" : "paused"));
        List<SimulatedMarket> all = new ArrayList<>(simulation.markets());
        return page("GetMarkets", "markets", all, false, wanted, this::market, parameters);
    }

    private Answer market(String[] parts, MultiMap parameters) {
        SimulatedMarket market = simulation.find(parts[1]);
        if (market == null || parts.length > 3) {
            return Answer.notFound();
        }
        if (parts.length == 2) {
            return Answer.ok(Json.object().set("market", market(market)));
        }
        return parts[2].equals("orderbook") ? orderBook(market, parameters) : Answer.notFound();
    }

    private static Answer orderBook(SimulatedMarket market, MultiMap parameters) {
        int depth;
        try {
            depth = Integer.parseInt(parameters.get("depth") == null ? "0" : parameters.get("depth"));
        } catch (NumberFormatException e) {
            depth = -1;
        }
        if (depth < 0 || depth > 100) {
            return invalid("GetMarketOrderbook", "Depth", depth < 0 ? "gte" : "lte");
        }
        ObjectNode body = Json.object();
        ObjectNode book = body.putObject("orderbook_fp");
        for (Outcome side : Outcome.values()) {
            ArrayNode levels = book.putArray(Messages.word(side) + "_dollars");
            Messages.levels(levels, market.book().levels(side), side, false);
            while (depth > 0 && levels.size() > depth) {
                levels.remove(0);
            }
        }
        return Answer.ok(body);
    }

    private Answer portfolio(String[] parts, MultiMap parameters) {
        String what = parts.length > 1 ? parts[1] : "";
        if (what.equals("fills") && parts.length == 2) {
            return fills(parameters);
        }
        if (what.equals("orders") && parts.length == 2) {
            return orders(parameters);
        }
        OwnOrder order = what.equals("orders") && parts.length == 3
                ? simulation.account().order(parts[2])
                : null;
        return order == null ? Answer.notFound() : Answer.ok(Json.object().set("order", order(order)));
    }

    private Answer fills(MultiMap parameters) {
        Long from = seconds(parameters.get("min_ts"), Long.MIN_VALUE);
        Long to = seconds(parameters.get("max_ts"), Long.MAX_VALUE);
        if (from == null || to == null) {
            return Answer.badRequest("bad_request", "bad request", "min_ts and max_ts must be Unix seconds");
        }
        Predicate<OwnFill> wanted = among(
                        parameters.get("ticker"),
                        (OwnFill fill) -> fill.order().market.ticker())
                .and(among(parameters.get("order_id"), fill -> fill.order().id))
                .and(fill -> fill.time().getEpochSecond() >= from && fill.time().getEpochSecond() <= to);
        return page("GetFills", "fills", simulation.account().fills(), true, wanted, Rest::fill, parameters);
    }

    private Answer orders(MultiMap parameters) {
        Long from = seconds(parameters.get("min_ts"), Long.MIN_VALUE);
        Long to = seconds(parameters.get("max_ts"), Long.MAX_VALUE);
        if (from == null || to == null) {
            return Answer.badRequest("bad_request", "bad request", "min_ts and max_ts must be Unix seconds");
        }
        Predicate<OwnOrder> wanted = among(parameters.get("ticker"), (OwnOrder order) -> order.market.ticker())
                .and(among(
                        parameters.get("event_ticker"),
                        order -> order.market.listing().event()))
                .and(among(parameters.get("status"), Rest::status))
                .and(order -> order.created.getEpochSecond() >= from && order.created.getEpochSecond() <= to);
        List<OwnOrder> all = new ArrayList<>(simulation.account().orders());
        return page("GetOrders", "orders", all, true, wanted, Rest::order, parameters);
    }

    private static <T> Answer page(
            String operation,
            String key,
            List<T> all,
            boolean newestFirst,
            Predicate<T> wanted,
            Function<T, ObjectNode> form,
            MultiMap parameters) {
        int limit;
        try {
            String text = parameters.get("limit");
            limit = text == null || text.isEmpty() ? DEFAULT_LIMIT : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Answer.badRequest("bad_request", "bad request", "limit must be a whole number");
        }
        if (limit < 1 || limit > MOST) {
            return invalid(operation, "Limit", limit < 1 ? "gte" : "lte");
        }
        Pages<T> page = Pages.of(all, newestFirst, wanted, limit, parameters.get("cursor"));
        ObjectNode body = Json.object();
        ArrayNode items = body.putArray(key);
        page.items().forEach(item -> items.add(form.apply(item)));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private static Answer invalid(String operation, String field, String rule) {
        return Answer.badParameter(
                ("Parameter validation failed for %1$s: Key: '%1$sParams.%2$s' Error:Field validation for '%2$s'"
                                + " failed on the '%3$s' tag")
                        .formatted(operation, field, rule));
    }

    /** Absent or empty means any; otherwise one of the comma-separated values. */
    private static <T> Predicate<T> among(@Nullable String list, Function<T, String> value) {
        if (list == null || list.isEmpty()) {
            return item -> true;
        }
        Set<String> values =
                Set.copyOf(List.of(list.split(",")).stream().distinct().toList());
        return item -> values.contains(value.apply(item));
    }

    private static @Nullable Long seconds(@Nullable String text, long otherwise) {
        try {
            return text == null || text.isEmpty() ? Long.valueOf(otherwise) : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private ObjectNode market(SimulatedMarket market) {
        Listing listing = market.listing();
        Book book = market.book();
        int bid = book.best(Outcome.YES);
        int noBid = book.best(Outcome.NO);
        int ask = Price.UNITS_PER_DOLLAR - noBid;
        String last = Messages.dollars(market.lastPrice);
        ObjectNode node = Json.object()
                .put("ticker", market.ticker())
                .put("event_ticker", listing.event())
                .put("market_type", "binary")
                .put("status", market.active ? "active" : "inactive")
                .put("title", listing.title())
                .put("yes_sub_title", listing.yesSubTitle())
                .put("no_sub_title", listing.noSubTitle())
                .put("created_time", market.opened.toString())
                .put("updated_time", market.opened.toString())
                .put("open_time", Messages.seconds(market.opened))
                .put("close_time", Messages.seconds(market.closes))
                .put("expected_expiration_time", Messages.seconds(market.closes))
                .put("latest_expiration_time", Messages.seconds(market.closes.plusSeconds(7 * 86_400)))
                .put("settlement_timer_seconds", 300)
                .put("yes_bid_dollars", Messages.dollars(bid))
                .put("yes_bid_size_fp", Messages.count(book.quantity(Outcome.YES, bid)))
                .put("yes_ask_dollars", Messages.dollars(ask))
                .put("yes_ask_size_fp", Messages.count(book.quantity(Outcome.NO, noBid)))
                .put("no_bid_dollars", Messages.dollars(noBid))
                .put("no_ask_dollars", Messages.dollars(Price.UNITS_PER_DOLLAR - bid))
                .put("last_price_dollars", last)
                .put("previous_price_dollars", last)
                .put("previous_yes_bid_dollars", Messages.dollars(bid))
                .put("previous_yes_ask_dollars", Messages.dollars(ask))
                .put("volume_fp", Messages.count(market.volume))
                .put("volume_24h_fp", Messages.count(market.volume))
                .put("open_interest_fp", Messages.count(market.openInterest))
                .put("notional_value_dollars", "1.0000")
                .put("result", "")
                .put("expiration_value", "")
                .put("can_close_early", true)
                .put("rules_primary", Messages.rules(listing))
                .put("rules_secondary", "")
                .put("price_level_structure", listing.grid())
                .put("exchange_index", 0)
                .put("settlement_bounds_type", "default");
        Messages.priceRanges(node, listing);
        return node;
    }

    static ObjectNode fill(OwnFill fill) {
        OwnOrder order = fill.order();
        return Json.object()
                .put("action", order.action().name().toLowerCase(Locale.ROOT))
                .put("book_side", Messages.bookSide(order.direction()))
                .put("count_fp", fill.quantity().toString())
                .put("created_time", fill.time().toString())
                .put("exchange_index", 0)
                .put("fee_cost", fill.fee().toString())
                .put("fill_id", fill.tradeId())
                .put("is_taker", fill.taker())
                .put("market_ticker", order.market.ticker())
                .put("no_price_dollars", fill.yesPrice().complement().toString())
                .put("order_id", order.id)
                .put("outcome_side", Messages.word(order.direction()))
                .put("side", Messages.word(order.outcome()))
                .put("subaccount_number", 0)
                .put("ticker", order.market.ticker())
                .put("trade_id", fill.tradeId())
                .put("ts", fill.time().getEpochSecond())
                .put("yes_price_dollars", fill.yesPrice().toString());
    }

    private static String status(OwnOrder order) {
        return order.executed() ? "executed" : "resting";
    }

    private static ObjectNode order(OwnOrder order) {
        ObjectNode node = Json.object()
                .put("order_id", order.id)
                .put("user_id", Messages.USER_ID)
                .put("client_order_id", order.clientOrderId)
                .put("ticker", order.market.ticker())
                .put("side", Messages.word(order.outcome()))
                .put("action", order.action().name().toLowerCase(Locale.ROOT))
                .put("outcome_side", Messages.word(order.direction()))
                .put("book_side", Messages.bookSide(order.direction()))
                .put("type", "limit")
                .put("status", status(order))
                .put("yes_price_dollars", order.yesPrice().toString())
                .put("no_price_dollars", order.yesPrice().complement().toString())
                .put("initial_count_fp", order.initial.toString())
                .put("fill_count_fp", order.filled.toString())
                .put("remaining_count_fp", order.remaining().toString())
                .put("taker_fill_cost_dollars", order.takerCost.toString())
                .put("maker_fill_cost_dollars", order.makerCost.toString())
                .put("taker_fees_dollars", order.takerFees.toString())
                .put("maker_fees_dollars", order.makerFees.toString())
                .put("created_time", order.created.toString())
                .put("last_update_time", order.updated.toString())
                .put("self_trade_prevention_type", "taker_at_cross")
                .put("subaccount_number", 0)
                .put("exchange_index", 0);
        node.putNull("expiration_time");
        return node;
    }
}
