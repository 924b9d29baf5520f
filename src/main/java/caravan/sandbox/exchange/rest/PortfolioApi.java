package caravan.sandbox.exchange.rest;

import caravan.model.Price;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketResult;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.Settlement;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an account has, has done and was paid. */
final class PortfolioApi {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final int UNITS_PER_CENT = 100;
    private static final int MOST_TICKERS = 100;

    private final Floor floor;

    PortfolioApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.read("GetBalance", "/portfolio/balance", this::balance, "subaccount", "exchange_index"),
                Operation.read(
                        "GetPositions",
                        "/portfolio/positions",
                        request -> positions(request, false),
                        "cursor",
                        "limit",
                        "count_filter",
                        "ticker",
                        "event_ticker",
                        "settlement_status",
                        "subaccount",
                        "exchange_index"),
                Operation.read(
                        "GetFills",
                        "/portfolio/fills",
                        request -> fills(request, false),
                        "ticker",
                        "order_id",
                        "min_ts",
                        "max_ts",
                        "limit",
                        "cursor",
                        "subaccount",
                        "exchange_index"),
                Operation.read(
                        "GetSettlements",
                        "/portfolio/settlements",
                        this::settlements,
                        "limit",
                        "cursor",
                        "ticker",
                        "event_ticker",
                        "min_ts",
                        "max_ts",
                        "subaccount"),
                Operation.read(
                        "GetPortfolioRestingOrderTotalValue",
                        "/portfolio/summary/total_resting_order_value",
                        this::restingValue),
                Operation.read(
                        "GetFillsHistorical",
                        "/historical/fills",
                        request -> fills(request, true),
                        "ticker",
                        "order_id",
                        "min_ts",
                        "max_ts",
                        "limit",
                        "cursor",
                        "subaccount"),
                Operation.read(
                        "GetHistoricalPositions",
                        "/historical/positions",
                        request -> positions(request, true),
                        "ticker",
                        "event_ticker",
                        "limit",
                        "cursor",
                        "subaccount"));
    }

    private Answer balance(Request request) {
        request.query().requirePrimary();
        AccountRecord record = floor.of(request.account());
        long asOf = floor.asOf();
        long cash = record.cash(asOf);
        long value = 0;
        for (Versions<PositionState> versions : record.positions()) {
            PositionState position = versions.at(asOf);
            if (position != null) {
                int yes = position.market().lastPrice();
                long held = position.contracts();
                value += held > 0 ? held * yes : -held * (DOLLAR - yes);
            }
        }
        ObjectNode body = Json.object()
                .put("balance", Words.cents(cash))
                .put("balance_dollars", balance(cash))
                .put("portfolio_value", Words.cents(value))
                .put("updated_ts", Words.seconds(asOf));
        body.putArray("balance_breakdown").addObject().put("exchange_index", 0).put("balance", balance(cash));
        return Answer.ok(body);
    }

    /** Dollars with four decimals, what is below them left out. */
    private static String balance(long cash) {
        String money = Words.money(cash);
        return money.substring(0, money.length() - 2);
    }

    private Answer positions(Request request, boolean historical) {
        Query query = request.query();
        query.requirePrimary();
        Set<String> counted = counted(query);
        String settlement = query.oneOf("settlement_status", Set.of("unsettled", "settled", "all"));
        boolean unsettled = settlement == null || !settlement.equals("settled");
        boolean settled = historical || (settlement != null && !settlement.equals("unsettled"));
        Set<String> tickers = query.list("ticker", 1);
        Set<String> events = query.list("event_ticker", 1);
        Map<EventListing, Boolean> archived = new HashMap<>();
        Predicate<PositionState> wanted = position -> {
            EventListing event = floor.listing(position.market()).event();
            boolean over = position.market().status() == MarketStatus.FINALIZED;
            boolean nonZero = (counted.contains("position") && position.contracts() != 0)
                    || (counted.contains("total_traded") && position.traded() != 0);
            return (over ? settled : unsettled)
                    && nonZero
                    && (tickers.isEmpty() || tickers.contains(position.market().ticker()))
                    && (events.isEmpty() || events.contains(event.ticker()))
                    && historical
                            == (floor.isHistorical(position.market())
                                    && archived.computeIfAbsent(event, floor::isHistorical));
        };
        List<PositionState> all = floor.of(request.account()).positions().stream()
                .map(versions -> versions.at(floor.asOf()))
                .filter(position -> position != null)
                .toList();
        Pages<PositionState> page = Pages.oldestFirst(
                new Pages.Source<>(all, position -> position.market().number()), wanted, query.limit(), query.cursor());
        ObjectNode body = Json.object();
        ArrayNode markets = body.putArray("market_positions");
        page.items().forEach(position -> markets.add(market(position)));
        ArrayNode byEvent = body.putArray("event_positions");
        Set<String> shown =
                page.items().stream().map(position -> event(position.market())).collect(Collectors.toSet());
        sums(all.stream().filter(wanted).toList()).forEach((event, sum) -> {
            if (shown.contains(event)) {
                byEvent.add(sum.form(event));
            }
        });
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private static Set<String> counted(Query query) {
        Set<String> known = Set.of("position", "total_traded");
        Set<String> counted = query.list("count_filter", known.size());
        if (!known.containsAll(counted)) {
            throw query.invalid("count_filter", "oneof");
        }
        return counted.isEmpty() ? known : counted;
    }

    private ObjectNode market(PositionState position) {
        return Json.object()
                .put("ticker", position.market().ticker())
                .put("exchange_index", 0)
                .put("total_traded_dollars", Words.money(position.traded()))
                .put("position_fp", Words.count(position.contracts()))
                .put("market_exposure_dollars", Words.money(position.cost()))
                .put("realized_pnl_dollars", Words.money(position.realized()))
                .put("fees_paid_dollars", Words.money(position.fees()))
                .put("last_updated_ts", Words.time(position.updated()));
    }

    /** What an event's positions add up to, also those on other pages. */
    private record Sum(long traded, long volume, long cost, long realized, long fees) {
        Sum plus(PositionState position) {
            return new Sum(
                    traded + position.traded(),
                    volume + position.volume(),
                    cost + position.cost(),
                    realized + position.realized(),
                    fees + position.fees());
        }

        ObjectNode form(String event) {
            return Json.object()
                    .put("event_ticker", event)
                    .put("total_cost_dollars", Words.money(traded))
                    .put("total_cost_shares_fp", Words.count(volume))
                    .put("event_exposure_dollars", Words.money(cost))
                    .put("realized_pnl_dollars", Words.money(realized))
                    .put("fees_paid_dollars", Words.money(fees));
        }
    }

    private Map<String, Sum> sums(List<PositionState> positions) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (PositionState position : positions) {
            String event = event(position.market());
            sums.put(event, sums.getOrDefault(event, new Sum(0, 0, 0, 0, 0)).plus(position));
        }
        return sums;
    }

    private Answer fills(Request request, boolean historical) {
        Query query = request.query();
        query.requirePrimary();
        Set<String> tickers = query.list("ticker", MOST_TICKERS);
        String order = query.text("order_id");
        Query.Span span = query.span("min_ts", "max_ts");
        long asOf = floor.asOf();
        Predicate<OwnFill> wanted = fill -> fill.time() <= asOf
                && fill.time() < floor.cutoff() == historical
                && (tickers.isEmpty() || tickers.contains(fill.order().market().ticker()))
                && (order == null || order.equals(fill.orderId()))
                && span.holds(fill.time());
        Pages<OwnFill> page = Pages.newestFirst(
                new Pages.Source<>(floor.of(request.account()).fills(), OwnFill::number),
                wanted,
                query.limit(),
                query.cursor());
        ObjectNode body = Json.object();
        ArrayNode fills = body.putArray("fills");
        page.items().forEach(fill -> fills.add(OrderForm.fill(fill)));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private Answer settlements(Request request) {
        Query query = request.query();
        query.requirePrimary();
        String ticker = query.text("ticker");
        String event = query.text("event_ticker");
        Query.Span span = query.span("min_ts", "max_ts");
        long asOf = floor.asOf();
        Predicate<OwnSettlement> wanted = item -> {
            Market market = item.settlement().market();
            return item.settlement().time() <= asOf
                    && (ticker == null || ticker.equals(market.ticker()))
                    && (event == null || event.equals(event(market)))
                    && span.holds(item.settlement().time());
        };
        Pages<OwnSettlement> page = Pages.newestFirst(
                new Pages.Source<>(floor.of(request.account()).settlements(), OwnSettlement::number),
                wanted,
                query.limit(),
                query.cursor());
        ObjectNode body = Json.object();
        ArrayNode settlements = body.putArray("settlements");
        page.items().forEach(item -> settlements.add(settlement(item)));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private ObjectNode settlement(OwnSettlement item) {
        Settlement settlement = item.settlement();
        boolean yes = settlement.position() > 0;
        MarketResult result = settlement.result();
        ObjectNode node = Json.object()
                .put("ticker", settlement.market().ticker())
                .put("exchange_index", 0)
                .put("event_ticker", event(settlement.market()))
                .put("market_result", MarketForm.resultWord(result))
                .put("yes_count_fp", Words.count(yes ? settlement.position() : 0))
                .put("yes_total_cost_dollars", Words.money(yes ? settlement.cost() : 0))
                .put("no_count_fp", Words.count(yes ? 0 : -settlement.position()))
                .put("no_total_cost_dollars", Words.money(yes ? 0 : settlement.cost()))
                .put("revenue", Words.cents(settlement.revenue()))
                .put("settled_time", Words.time(settlement.time()))
                .put("fee_cost", Words.money(item.fees()));
        if (result.kind() == MarketResult.Kind.VOID) {
            return node.putNull("value");
        }
        return node.put("value", result.value() / UNITS_PER_CENT);
    }

    private Answer restingValue(Request request) {
        long reserved = floor.of(request.account()).reserved(floor.asOf());
        ObjectNode body = Json.object().put("total_resting_order_value", Words.cents(reserved));
        body.putArray("resting_order_value_breakdown")
                .addObject()
                .put("exchange_index", 0)
                .put("balance", balance(reserved));
        return Answer.ok(body);
    }

    private String event(Market market) {
        return floor.listing(market).event().ticker();
    }
}
