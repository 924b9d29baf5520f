package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.MarketStatus;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Refusal;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes, changes and cancels orders, one at a time or several at once. */
final class OrdersApi {
    private static final String ORDERS = "/portfolio/events/orders";
    private static final int CHEAP = 2;
    private static final Set<String> AMEND = Set.of(
            "ticker",
            "side",
            "price",
            "count",
            "client_order_id",
            "updated_client_order_id",
            "expiration_time",
            "exchange_index");
    private static final Set<String> DECREASE = Set.of("reduce_by", "reduce_to", "exchange_index", "market_ticker");
    private static final Set<String> CANCEL = Set.of("order_id", "subaccount", "exchange_index", "market_ticker");
    private static final Set<String> BATCH = Set.of("orders");

    private final Floor floor;

    OrdersApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.write("CreateOrderV2", "POST", ORDERS, this::create),
                Operation.write("CancelAllOrdersV2", "DELETE", ORDERS, this::cancelAll, "subaccount", "exchange_index")
                        .costing(CHEAP),
                Operation.write("BatchCreateOrdersV2", "POST", ORDERS + "/batched", this::createBatch)
                        .costingForEach(Operation.DEFAULT_COST),
                Operation.write("BatchCancelOrdersV2", "DELETE", ORDERS + "/batched", this::cancelBatch)
                        .costingForEach(CHEAP),
                Operation.write(
                                "CancelOrderV2",
                                "DELETE",
                                ORDERS + "/{order_id}",
                                this::cancel,
                                "subaccount",
                                "exchange_index",
                                "market_ticker")
                        .costing(CHEAP),
                Operation.write("AmendOrderV2", "POST", ORDERS + "/{order_id}/amend", this::amend, "subaccount"),
                Operation.write(
                        "DecreaseOrderV2", "POST", ORDERS + "/{order_id}/decrease", this::decrease, "subaccount"));
    }

    private Answer create(Request request) {
        return Answer.created(create(request.account(), request.body("CreateOrderV2Request", OrderTicket.FIELDS)));
    }

    private Answer createBatch(Request request) {
        List<Body> items = request.body("BatchCreateOrdersV2Request", BATCH)
                .items("orders", "CreateOrderV2Request", OrderTicket.FIELDS);
        items.forEach(OrderTicket::requireForm);
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("orders");
        for (Body item : items) {
            ObjectNode failed = Json.object();
            if (item.text("client_order_id") != null) {
                failed.put("client_order_id", item.text("client_order_id"));
            }
            results.add(orError(() -> create(request.account(), item), failed));
        }
        return Answer.created(body);
    }

    private ObjectNode create(Account account, Body body) {
        NewOrder asked = OrderTicket.read(floor, account, body);
        Order order = refusing(asked.market(), () -> floor.engine().place(asked));
        ObjectNode node = named(order)
                .put("fill_count", Words.count(order.filled()))
                .put("remaining_count", Words.count(order.remaining()));
        long cost = order.makerCost() + order.takerCost();
        OrderForm.averages(node, order.side(), order.filled(), cost, order.makerFees() + order.takerFees());
        return node.put("ts_ms", nowMillis());
    }

    private Answer amend(Request request) {
        request.query().requirePrimary();
        Body body = request.body("AmendOrderV2Request", AMEND);
        BookSide side = OrderTicket.side(body);
        int price = body.price("price");
        long count = body.requiredCount("count");
        String ticker = body.requiredText("ticker");
        body.requirePrimary();
        Order order = own(request.account(), request.path("order_id"));
        requireTicker(order, ticker);
        String clientOrderId = body.text("client_order_id");
        if (clientOrderId != null && !clientOrderId.equals(order.clientOrderId())) {
            throw Denial.nested(400, "order_id_and_client_order_id_mismatch", null);
        }
        long expiration = order.expiration();
        if (body.has("expiration_time")) {
            Long seconds = body.whole("expiration_time");
            expiration = seconds != null && seconds == 0 ? 0 : OrderTicket.expiration(body);
        }
        Progress before = Progress.of(order);
        long until = expiration;
        refusing(order.market(), () -> {
            floor.engine().amend(order, side, price, count, body.text("updated_client_order_id"), until);
            return order;
        });
        return Answer.ok(amended(order, before));
    }

    /** How far an order has come. */
    private record Progress(long filled, long remaining, long cost, long fees) {
        static Progress of(Order order) {
            return new Progress(
                    order.filled(),
                    order.remaining(),
                    order.makerCost() + order.takerCost(),
                    order.makerFees() + order.takerFees());
        }
    }

    /** Counts are told where they changed, averages where something traded. */
    private ObjectNode amended(Order order, Progress before) {
        Progress after = Progress.of(order);
        ObjectNode node = named(order);
        if (after.filled() != before.filled() || after.remaining() != before.remaining()) {
            node.put("remaining_count", Words.count(after.remaining()))
                    .put("fill_count", Words.count(after.filled() - before.filled()));
        }
        OrderForm.averages(
                node,
                order.side(),
                after.filled() - before.filled(),
                after.cost() - before.cost(),
                after.fees() - before.fees());
        return node.put("ts_ms", nowMillis());
    }

    private Answer decrease(Request request) {
        request.query().requirePrimary();
        Body body = request.body("DecreaseOrderV2Request", DECREASE);
        body.requirePrimary();
        Long by = body.count("reduce_by");
        Long to = body.count("reduce_to");
        if (by == null == (to == null)) {
            throw body.invalid("reduce_by", by == null ? "required_without" : "excluded_with");
        }
        if (by != null && by <= 0) {
            throw Denial.nested(400, "invalid_order_size", null);
        }
        Order order = own(request.account(), request.path("order_id"));
        requireTicker(order, body.text("market_ticker"));
        long remaining = to == null ? order.remaining() - (by == null ? 0 : by) : to;
        refusing(order.market(), () -> {
            floor.engine().decrease(order, remaining);
            return order;
        });
        return Answer.ok(named(order)
                .put("remaining_count", Words.count(order.remaining()))
                .put("ts_ms", nowMillis()));
    }

    private Answer cancel(Request request) {
        request.query().requirePrimary();
        return Answer.ok(cancel(
                request.account(), request.path("order_id"), request.query().text("market_ticker")));
    }

    private Answer cancelBatch(Request request) {
        List<Body> items = request.body("BatchCancelOrdersV2Request", BATCH)
                .items("orders", "BatchCancelOrdersV2RequestOrder", CANCEL);
        for (Body item : items) {
            item.requiredText("order_id");
            item.text("market_ticker");
            item.requirePrimary();
        }
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("orders");
        for (Body item : items) {
            String id = item.requiredText("order_id");
            ObjectNode failed = Json.object().put("order_id", id).put("reduced_by", Words.count(0));
            results.add(orError(() -> cancel(request.account(), id, item.text("market_ticker")), failed));
        }
        return Answer.ok(body);
    }

    private ObjectNode cancel(Account account, String id, @Nullable String ticker) {
        Order order = own(account, id);
        requireTicker(order, ticker);
        Market market = order.market();
        if (market.status().compareTo(MarketStatus.CLOSED) >= 0) {
            throw Refusals.notActive(market);
        }
        long canceled = refusing(market, () -> floor.engine().cancel(order));
        // Unlike the other answers, this one has never been seen with a client order id.
        return Json.object()
                .put("order_id", order.id())
                .put("reduced_by", Words.count(canceled))
                .put("ts_ms", nowMillis());
    }

    private Answer cancelAll(Request request) {
        request.query().requirePrimary();
        if (!floor.engine().exchangeActive()) {
            throw Denial.nested(409, "trading_is_paused", null);
        }
        request.account().restingOrders().forEach(floor.engine()::cancel);
        return Answer.noContent();
    }

    private Order own(Account account, String id) {
        OwnOrder own = floor.of(account).order(id);
        if (own == null) {
            throw Denial.notFound();
        }
        return own.order();
    }

    private static void requireTicker(Order order, @Nullable String ticker) {
        if (ticker != null && !ticker.equals(order.market().ticker())) {
            throw Denial.nested(400, "order_ticker_mismatch", null);
        }
    }

    private static ObjectNode named(Order order) {
        ObjectNode node = Json.object().put("order_id", order.id());
        if (order.clientOrderId() != null) {
            node.put("client_order_id", order.clientOrderId());
        }
        return node;
    }

    private long nowMillis() {
        return Words.millis(floor.now());
    }

    private static <T> T refusing(Market market, Supplier<T> command) {
        try {
            return command.get();
        } catch (Refusal refusal) {
            throw Refusals.of(refusal, market);
        }
    }

    /** One item of a batch fails alone. */
    private static ObjectNode orError(Supplier<ObjectNode> command, ObjectNode failed) {
        try {
            return command.get();
        } catch (Denial denial) {
            failed.set("error", denial.error());
            return failed;
        }
    }
}
