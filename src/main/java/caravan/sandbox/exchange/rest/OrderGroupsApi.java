package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Groups of orders that are canceled together when they trade too much. */
final class OrderGroupsApi {
    private static final String GROUPS = "/portfolio/order_groups";
    private static final String GROUP = GROUPS + "/{order_group_id}";
    private static final String[] WHERE = {"subaccount", "exchange_index"};
    private static final Set<String> LIMITS = Set.of("contracts_limit", "contracts_limit_fp");
    private static final Set<String> CREATE =
            Set.of("subaccount", "contracts_limit", "contracts_limit_fp", "exchange_index");
    private static final int CONTRACT = 100;
    private static final long MOST_CONTRACTS = 1_000_000;
    private static final int MOST_GROUPS = 100_000;

    private final Floor floor;

    OrderGroupsApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.read("GetOrderGroups", GROUPS, this::list, "subaccount"),
                Operation.write("CreateOrderGroup", "POST", GROUPS + "/create", this::create),
                Operation.read("GetOrderGroup", GROUP, this::one, "subaccount"),
                Operation.write("DeleteOrderGroup", "DELETE", GROUP, this::delete, WHERE),
                Operation.write("ResetOrderGroup", "PUT", GROUP + "/reset", this::reset, WHERE),
                Operation.write("TriggerOrderGroup", "PUT", GROUP + "/trigger", this::trigger, WHERE),
                Operation.write("UpdateOrderGroupLimit", "PUT", GROUP + "/limit", this::limit, WHERE));
    }

    private Answer create(Request request) {
        Body body = request.body("CreateOrderGroupRequest", CREATE);
        body.requirePrimary();
        long limit = limit(body);
        if (request.account().groups().size() >= MOST_GROUPS) {
            throw Denial.nested(400, "invalid_parameters", "an account has at most 100000 order groups");
        }
        OrderGroup group = floor.engine().createGroup(request.account(), limit);
        return Answer.created(Json.object()
                .put("order_group_id", group.id())
                .put("subaccount", 0)
                .put("exchange_index", 0));
    }

    private Answer list(Request request) {
        request.query().requirePrimary();
        ObjectNode body = Json.object();
        ArrayNode groups = body.putArray("order_groups");
        for (OrderGroup group : request.account().groups()) {
            groups.add(form(group).put("id", group.id()));
        }
        return Answer.ok(body);
    }

    private Answer one(Request request) {
        request.query().requirePrimary();
        OrderGroup group = group(request);
        ObjectNode body = form(group);
        ArrayNode orders = body.putArray("orders");
        group.orders().stream().map(Order::id).forEach(orders::add);
        return Answer.ok(body);
    }

    private static ObjectNode form(OrderGroup group) {
        return Json.object()
                .put("is_auto_cancel_enabled", true)
                .put("contracts_limit_fp", Words.count(group.limit()))
                .put("exchange_index", 0);
    }

    private Answer delete(Request request) {
        request.query().requirePrimary();
        return done(request, floor.engine()::delete);
    }

    private Answer reset(Request request) {
        requireNothing(request);
        return done(request, floor.engine()::reset);
    }

    private Answer trigger(Request request) {
        requireNothing(request);
        return done(request, floor.engine()::trigger);
    }

    private Answer limit(Request request) {
        request.query().requirePrimary();
        long limit = limit(request.body("UpdateOrderGroupLimitRequest", LIMITS));
        return done(request, group -> floor.engine().limit(group, limit));
    }

    private static void requireNothing(Request request) {
        request.query().requirePrimary();
        request.body("EmptyRequest", Set.of());
    }

    private static Answer done(Request request, Consumer<OrderGroup> command) {
        command.accept(group(request));
        return Answer.ok(Json.object());
    }

    private static OrderGroup group(Request request) {
        OrderGroup group = request.account().group(request.path("order_group_id"));
        if (group == null) {
            throw Denial.notFound();
        }
        return group;
    }

    /** In hundredths of a contract; whoever gives it in both forms must mean the same. */
    private static long limit(Body body) {
        Long contracts = body.whole("contracts_limit");
        Long hundredths = body.count("contracts_limit_fp");
        if (contracts == null && hundredths == null) {
            throw body.invalid("contracts_limit", "required_without");
        }
        if (contracts != null && (contracts < 1 || contracts > MOST_CONTRACTS)) {
            throw body.invalid("contracts_limit", contracts < 1 ? "gte" : "lte");
        }
        long limit = hundredths == null ? contracts * CONTRACT : hundredths;
        if (limit < CONTRACT || limit > MOST_CONTRACTS * CONTRACT) {
            throw body.invalid("contracts_limit_fp", limit < CONTRACT ? "gte" : "lte");
        }
        if (contracts != null && contracts * CONTRACT != limit) {
            throw body.invalid("contracts_limit_fp", "eqfield");
        }
        return limit;
    }
}
