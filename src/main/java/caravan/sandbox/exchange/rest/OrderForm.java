package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Orders and fills as the exchange writes them. */
final class OrderForm {
    private static final int DOLLAR = Price.UNITS_PER_DOLLAR;
    private static final int PRICE_DECIMALS = 4;
    private static final int MONEY_DECIMALS = 6;

    private OrderForm() {}

    static ObjectNode order(OrderState state) {
        Order order = state.order();
        ObjectNode node = Json.object()
                .put("order_id", state.id())
                .put("user_id", Words.USER_ID)
                .put("client_order_id", state.clientOrderId() == null ? "" : state.clientOrderId())
                .put("ticker", order.market().ticker())
                .put("side", Words.outcome(order.side()))
                .put("action", "buy")
                .put("outcome_side", Words.outcome(order.side()))
                .put("book_side", Words.bookSide(order.side()))
                .put("type", "limit")
                .put("status", state.status().name().toLowerCase(Locale.ROOT))
                .put("yes_price_dollars", Words.price(state.price()))
                .put("no_price_dollars", Words.price(DOLLAR - state.price()))
                .put("initial_count_fp", Words.count(state.initial()))
                .put("fill_count_fp", Words.count(state.filled()))
                .put("remaining_count_fp", Words.count(state.remaining()))
                .put("taker_fill_cost_dollars", Words.money(state.takerCost()))
                .put("maker_fill_cost_dollars", Words.money(state.makerCost()))
                .put("taker_fees_dollars", Words.money(state.takerFees()))
                .put("maker_fees_dollars", Words.money(state.makerFees()))
                .put("created_time", Words.time(order.created()))
                .put("last_update_time", Words.time(state.updated()))
                .put(
                        "self_trade_prevention_type",
                        order.selfTradePrevention().name().toLowerCase(Locale.ROOT))
                .put("cancel_order_on_pause", order.cancelOnPause())
                .put("subaccount_number", 0)
                .put("exchange_index", 0);
        if (state.expiration() == 0) {
            node.putNull("expiration_time");
        } else {
            node.put("expiration_time", Words.time(state.expiration()));
        }
        OrderGroup group = order.group();
        if (group != null) {
            node.put("order_group_id", group.id());
        }
        return node;
    }

    static ObjectNode fill(OwnFill fill) {
        Order order = fill.order();
        String ticker = order.market().ticker();
        return Json.object()
                .put("action", "buy")
                .put("book_side", Words.bookSide(order.side()))
                .put("count_fp", Words.count(fill.quantity()))
                .put("created_time", Words.time(fill.time()))
                .put("exchange_index", 0)
                .put("fee_cost", Words.money(fill.fee()))
                .put("fill_id", fill.tradeId())
                .put("is_taker", fill.taker())
                .put("market_ticker", ticker)
                .put("no_price_dollars", Words.price(DOLLAR - fill.price()))
                .put("order_id", fill.orderId())
                .put("outcome_side", Words.outcome(order.side()))
                .put("side", Words.outcome(order.side()))
                .put("subaccount_number", 0)
                .put("ticker", ticker)
                .put("trade_id", fill.tradeId())
                .put("ts", Words.seconds(fill.time()))
                .put("yes_price_dollars", Words.price(fill.price()));
    }

    /**
     * Writes the averages of what an order traded; nothing where it did not trade.
     *
     * @param cost at the price of the outcome that the order buys, in millionths of a dollar
     * @param fees in millionths of a dollar
     */
    static void averages(ObjectNode node, BookSide side, long filled, long cost, long fees) {
        if (filled > 0) {
            long atYes = side == BookSide.BID ? cost : filled * DOLLAR - cost;
            node.put("average_fill_price", perContract(atYes, filled));
            node.put("average_fee_paid", perContract(fees, filled));
        }
    }

    /** Dollars for each contract, with four to six decimals. */
    private static String perContract(long money, long contracts) {
        BigDecimal dollars = BigDecimal.valueOf(money, MONEY_DECIMALS)
                .divide(BigDecimal.valueOf(contracts, 2), MONEY_DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return dollars.setScale(Math.max(PRICE_DECIMALS, dollars.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
