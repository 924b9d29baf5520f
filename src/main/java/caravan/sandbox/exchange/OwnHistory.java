package caravan.sandbox.exchange;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.EngineListener;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What really happened to the accounts with keys, whatever faults told their clients. */
final class OwnHistory implements EngineListener {
    private static final int DOLLAR = 10_000;

    private final Predicate<Account> own;
    private final List<Fill> fills = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private long lastOrder;

    OwnHistory(Predicate<Account> own) {
        this.own = own;
    }

    @Override
    public void filled(Fill fill) {
        if (own.test(fill.order().account())) {
            fills.add(fill);
        }
    }

    @Override
    public void orderChanged(Order order, @Nullable UpdateReason reason) {
        if (order.number() > lastOrder && own.test(order.account())) {
            lastOrder = order.number();
            orders.add(order);
        }
    }

    int orders() {
        return orders.size();
    }

    int fills() {
        return fills.size();
    }

    /** All fills, oldest first. */
    ObjectNode toJson() {
        ObjectNode node = Json.object();
        ArrayNode array = node.putArray("fills");
        fills.forEach(fill -> array.add(toJson(fill)));
        return node;
    }

    /** All orders as they are now, oldest first. */
    ObjectNode ordersToJson() {
        ObjectNode node = Json.object();
        ArrayNode array = node.putArray("orders");
        orders.forEach(order -> array.add(toJson(order)));
        return node;
    }

    /** What an account has at this moment: its money, what it holds, and its orders that rest. */
    static ObjectNode toJson(Account account) {
        ObjectNode node = Json.object().put("balance_dollars", Words.money(account.cash()));
        ObjectNode positions = node.putObject("positions");
        for (Position position : account.positions()) {
            if (position.contracts() != 0) {
                positions.put(position.market().ticker(), Words.count(position.contracts()));
            }
        }
        ArrayNode resting = node.putArray("resting");
        account.restingOrders().forEach(order -> resting.add(toJson(order)));
        return node;
    }

    private static ObjectNode toJson(Order order) {
        ObjectNode node = Json.object()
                .put("order_id", order.id())
                .put("client_order_id", order.clientOrderId())
                .put("ticker", order.market().ticker())
                .put("book_side", Words.bookSide(order.side()))
                .put("status", Words.status(order))
                .put("yes_price_dollars", Words.price(order.price()))
                .put("filled_count_fp", Words.count(order.filled()))
                .put("remaining_count_fp", Words.count(order.remaining()));
        return order.expiration() == 0 ? node : node.put("expiration_time", Words.time(order.expiration()));
    }

    private static ObjectNode toJson(Fill fill) {
        Order order = fill.order();
        Trade trade = fill.trade();
        boolean yes = order.side() == BookSide.BID;
        return Json.object()
                .put("fill_id", trade.id())
                .put("trade_id", trade.id())
                .put("order_id", order.id())
                .put("client_order_id", order.clientOrderId())
                .put("ticker", order.market().ticker())
                .put("market_ticker", order.market().ticker())
                .put("outcome_side", Words.outcome(order.side()))
                .put("book_side", Words.bookSide(order.side()))
                .put("side", Words.outcome(order.side()))
                .put("action", "buy")
                .put("count_fp", Words.count(trade.quantity()))
                .put("yes_price_dollars", Words.price(trade.price()))
                .put("no_price_dollars", Words.price(DOLLAR - trade.price()))
                .put("traded_price_dollars", Words.price(yes ? trade.price() : DOLLAR - trade.price()))
                .put("is_taker", fill.taker())
                .put("fee_cost", Words.money(fill.cost()))
                .put("rebate_dollars", Words.money(fill.cost() - fill.net()))
                .put("post_position_fp", Words.count(fill.positionAfter()))
                .put("created_time", Words.time(trade.time()))
                .put("ts", Words.seconds(trade.time()));
    }
}
