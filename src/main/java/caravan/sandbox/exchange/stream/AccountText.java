package caravan.sandbox.exchange.stream;

import caravan.model.BookSide;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.Position;
import caravan.sandbox.engine.SelfTradePrevention;
import caravan.sandbox.engine.Trade;
import caravan.sandbox.engine.UpdateReason;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what only the account may know: fills, orders, positions, groups. */
final class AccountText {
    private static final int CENT = 100;
    private static final int MICROS_PER_CENTICENT = 100;

    private AccountText() {}

    /**
     * A fill as it was recorded: without the order's client id, and with the aggressor's {@code side} whoever is told.
     * {@code purchased_side} and what is younger are the order's own.
     */
    static ObjectNode fill(Fill fill, Form form) {
        Order order = fill.order();
        Trade trade = fill.trade();
        BookSide side = order.side();
        BookSide aggressor = trade.taker().side();
        ObjectNode msg = Json.object()
                .put("trade_id", trade.id())
                .put("order_id", order.id())
                .put("market_ticker", order.market().ticker());
        if (form == Form.CURRENT) {
            msg.put("exchange_index", 0);
        }
        msg.put("is_taker", fill.taker()).put("side", Words.outcome(aggressor));
        if (form.hasIntegers()) {
            msg.put("yes_price", trade.price() / CENT)
                    .put("count", trade.quantity() / CENT)
                    .put("post_position", fill.positionAfter() / CENT);
        }
        if (form.hasStrings()) {
            msg.put("yes_price_dollars", Words.price(trade.price()))
                    .put("count_fp", Words.count(trade.quantity()))
                    .put("fee_cost", Words.money(fill.cost()))
                    .put("post_position_fp", Words.count(fill.positionAfter()));
        }
        msg.put("action", "buy").put("ts", Words.seconds(trade.time())).put("purchased_side", Words.outcome(side));
        if (form == Form.CURRENT) {
            msg.put("ts_ms", Words.millis(trade.time()))
                    .put("outcome_side", Words.outcome(side))
                    .put("book_side", Words.bookSide(side))
                    .put("subaccount", 0);
        }
        return msg;
    }

    /** The channel is younger than whole cents, so it has one form only. */
    static ObjectNode order(Order order, @Nullable UpdateReason reason) {
        BookSide side = order.side();
        ObjectNode msg = Json.object()
                .put("order_id", order.id())
                .put("user_id", Words.USER_ID)
                .put("ticker", order.market().ticker())
                .put("exchange_index", 0)
                .put("status", Words.status(order))
                .put("side", Words.outcome(side))
                .put("is_yes", side == BookSide.BID)
                .put("outcome_side", Words.outcome(side))
                .put("book_side", Words.bookSide(side))
                .put("yes_price_dollars", Words.price(order.price()))
                .put("initial_count_fp", Words.count(order.initial()))
                .put("fill_count_fp", Words.count(order.filled()))
                .put("remaining_count_fp", Words.count(order.remaining()))
                .put("taker_fill_cost_dollars", Words.money(order.takerCost()))
                .put("maker_fill_cost_dollars", Words.money(order.makerCost()))
                .put("taker_fees_dollars", Words.money(order.takerFees()))
                .put("maker_fees_dollars", Words.money(order.makerFees()))
                .put("client_order_id", order.clientOrderId() == null ? "" : order.clientOrderId());
        OrderGroup group = order.group();
        if (group != null) {
            msg.put("order_group_id", group.id());
        }
        boolean maker = order.selfTradePrevention() == SelfTradePrevention.MAKER;
        msg.put("self_trade_prevention_type", maker ? "maker" : "taker_at_cross")
                .put("created_time", Words.time(order.created()))
                .put("created_ts_ms", Words.millis(order.created()))
                .put("last_update_time", Words.time(order.updated()))
                .put("last_updated_ts_ms", Words.millis(order.updated()));
        if (order.expiration() != 0) {
            msg.put("expiration_time", Words.time(order.expiration()))
                    .put("expiration_ts_ms", Words.millis(order.expiration()));
        }
        msg.put("subaccount_number", 0);
        if (reason != null) {
            msg.put("last_update_reason", reason.word());
        }
        return msg;
    }

    static ObjectNode position(Position position, Form form) {
        ObjectNode msg = Json.object()
                .put("user_id", Words.USER_ID)
                .put("market_ticker", position.market().ticker());
        if (form.hasIntegers()) {
            msg.put("position", position.contracts() / CENT)
                    .put("position_cost", position.cost() / MICROS_PER_CENTICENT)
                    .put("realized_pnl", position.realized() / MICROS_PER_CENTICENT)
                    .put("fees_paid", position.fees() / MICROS_PER_CENTICENT)
                    .put("position_fee_cost", feeCost(position) / MICROS_PER_CENTICENT)
                    .put("volume", position.volume() / CENT);
        }
        if (form.hasStrings()) {
            msg.put("position_fp", Words.count(position.contracts()))
                    .put("position_cost_dollars", Words.money(position.cost()))
                    .put("realized_pnl_dollars", Words.money(position.realized()))
                    .put("fees_paid_dollars", Words.money(position.fees()))
                    .put("position_fee_cost_dollars", Words.money(feeCost(position)))
                    .put("volume_fp", Words.count(position.volume()))
                    .put("subaccount", 0);
        }
        return msg;
    }

    /** The share of the fees that belongs to what is still held. */
    private static long feeCost(Position position) {
        long held = Math.abs(position.contracts());
        return position.volume() == 0 ? 0 : Math.multiplyExact(position.fees(), held) / position.volume();
    }

    static ObjectNode group(OrderGroup group, OrderGroup.Change change, long now) {
        ObjectNode msg = Json.object()
                .put("event_type", change.name().toLowerCase(Locale.ROOT))
                .put("order_group_id", group.id());
        if (change == OrderGroup.Change.CREATED || change == OrderGroup.Change.LIMIT_UPDATED) {
            msg.put("contracts_limit_fp", Words.count(group.limit()));
        }
        return msg.put("ts_ms", Words.millis(now));
    }
}
