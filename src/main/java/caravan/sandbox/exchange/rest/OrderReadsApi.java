package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** An account's orders, as they are told afterwards. */
final class OrderReadsApi {
    private static final Set<String> STATUSES = Set.of("resting", "canceled", "executed");
    private static final int MOST_EVENTS = 10;
    private static final int MOST_TICKERS = 100;
    private static final int CHEAP = 2;

    private final Floor floor;

    OrderReadsApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.read(
                        "GetOrders",
                        "/portfolio/orders",
                        request -> list(request, false),
                        "ticker",
                        "event_ticker",
                        "min_ts",
                        "max_ts",
                        "status",
                        "limit",
                        "cursor",
                        "subaccount",
                        "exchange_index"),
                Operation.read("GetOrder", "/portfolio/orders/{order_id}", this::one)
                        .costing(CHEAP),
                Operation.read(
                        "GetOrderQueuePosition", "/portfolio/orders/{order_id}/queue_position", this::queuePosition),
                Operation.read(
                        "GetOrderQueuePositions",
                        "/portfolio/orders/queue_positions",
                        this::queuePositions,
                        "market_tickers",
                        "event_ticker",
                        "subaccount"),
                Operation.read(
                        "GetHistoricalOrders",
                        "/historical/orders",
                        request -> list(request, true),
                        "ticker",
                        "min_ts",
                        "max_ts",
                        "limit",
                        "cursor",
                        "subaccount"));
    }

    private Answer list(Request request, boolean historical) {
        Query query = request.query();
        query.requirePrimary();
        String ticker = query.text("ticker");
        Set<String> events = query.list("event_ticker", MOST_EVENTS);
        String status = query.oneOf("status", STATUSES);
        Query.Span span = query.span("min_ts", "max_ts");
        Predicate<OwnOrder> wanted = own -> {
            OrderState state = own.at(floor.asOf());
            Order order = own.order();
            return state != null
                    && isHistorical(state) == historical
                    && (ticker == null || ticker.equals(order.market().ticker()))
                    && (events.isEmpty()
                            || events.contains(
                                    floor.listing(order.market()).event().ticker()))
                    && (status == null || status.equalsIgnoreCase(state.status().name()))
                    && span.holds(order.created());
        };
        Pages<OwnOrder> page = Pages.newestFirst(
                new Pages.Source<>(
                        floor.of(request.account()).orders(), own -> own.order().number()),
                wanted,
                query.limit(),
                query.cursor());
        ObjectNode body = Json.object();
        ArrayNode orders = body.putArray("orders");
        page.items().forEach(own -> orders.add(OrderForm.order(state(own))));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private boolean isHistorical(OrderState state) {
        return !state.isResting() && state.updated() < floor.cutoff();
    }

    private Answer one(Request request) {
        OrderState state = state(own(request));
        if (isHistorical(state)) {
            throw Denial.notFound();
        }
        return Answer.ok(Json.object().set("order", OrderForm.order(state)));
    }

    private OwnOrder own(Request request) {
        OwnOrder own = floor.of(request.account()).order(request.path("order_id"));
        if (own == null) {
            throw Denial.notFound();
        }
        return own;
    }

    private OrderState state(OwnOrder own) {
        OrderState state = own.at(floor.asOf());
        if (state == null) {
            throw Denial.notFound();
        }
        return state;
    }

    private Answer queuePosition(Request request) {
        OwnOrder own = own(request);
        Order order = own.order();
        if (!isQueued(own)) {
            throw Denial.notFound();
        }
        return Answer.ok(Json.object().put("queue_position_fp", ahead(order)));
    }

    /** Where reads lag behind, an order that came or went meanwhile has no place; the others' is the present one. */
    private boolean isQueued(OwnOrder own) {
        OrderState state = own.at(floor.asOf());
        return own.order().isResting() && state != null && state.isResting();
    }

    private Answer queuePositions(Request request) {
        Query query = request.query();
        query.requirePrimary();
        Set<String> tickers = query.list("market_tickers", MOST_TICKERS);
        String event = query.text("event_ticker");
        if (tickers.isEmpty() && event == null) {
            throw query.invalid("market_tickers", "required_without");
        }
        ObjectNode body = Json.object();
        ArrayNode positions = body.putArray("queue_positions");
        for (Position position : request.account().positions()) {
            Market market = position.market();
            boolean wanted = (tickers.isEmpty() || tickers.contains(market.ticker()))
                    && (event == null
                            || event.equals(floor.listing(market).event().ticker()));
            if (wanted) {
                for (BookSide side : BookSide.values()) {
                    for (Order order : position.resting(side)) {
                        OwnOrder own = floor.of(request.account()).order(order.id());
                        if (own != null && isQueued(own)) {
                            positions.add(queued(order));
                        }
                    }
                }
            }
        }
        return Answer.ok(body);
    }

    private static ObjectNode queued(Order order) {
        return Json.object()
                .put("order_id", order.id())
                .put("market_ticker", order.market().ticker())
                .put("queue_position_fp", ahead(order));
    }

    private static String ahead(Order order) {
        return Words.count(order.market().book().ahead(order));
    }
}
