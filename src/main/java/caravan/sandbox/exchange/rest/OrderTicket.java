package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.sandbox.engine.Account;
import caravan.sandbox.engine.Market;
import caravan.sandbox.engine.NewOrder;
import caravan.sandbox.engine.OrderGroup;
import caravan.sandbox.engine.SelfTradePrevention;
import caravan.sandbox.engine.TimeInForce;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client fills in to place an order: what its fields may say, and which order they ask for. */
final class OrderTicket {
    static final Set<String> FIELDS = Set.of(
            "ticker",
            "client_order_id",
            "side",
            "count",
            "price",
            "expiration_time",
            "time_in_force",
            "post_only",
            "self_trade_prevention_type",
            "cancel_order_on_pause",
            "reduce_only",
            "subaccount",
            "order_group_id",
            "exchange_index");

    private static final Set<String> SIDES = Set.of("bid", "ask");
    private static final Set<String> TIMES = Set.of("good_till_canceled", "immediate_or_cancel", "fill_or_kill");
    private static final Set<String> PREVENTIONS = Set.of("taker_at_cross", "maker");
    private static final long LATEST_SECOND = 100_000_000_000L;

    private OrderTicket() {}

    /**
     * Reads an order.
     *
     * @throws Denial if the exchange would not take such an order from anybody
     */
    static NewOrder read(Floor floor, Account account, Body body) {
        requireForm(body);
        long count = body.requiredCount("count");
        int price = body.price("price");
        TimeInForce timeInForce = TimeInForce.valueOf(word(body, "time_in_force"));
        Market market = floor.market(body.requiredText("ticker")).market();
        if (body.flag("post_only") && timeInForce != TimeInForce.GOOD_TILL_CANCELED) {
            throw Refusals.invalidOrder("post_only requires good_till_canceled");
        }
        return new NewOrder(
                account,
                market,
                body.text("client_order_id"),
                side(body),
                price,
                count,
                timeInForce,
                SelfTradePrevention.valueOf(word(body, "self_trade_prevention_type")),
                body.has("expiration_time") ? expiration(body) : 0,
                body.flag("post_only"),
                body.flag("reduce_only"),
                body.flag("cancel_order_on_pause"),
                group(account, body.text("order_group_id")));
    }

    /** What is wrong with the form of one item is wrong with the whole batch. */
    static void requireForm(Body body) {
        body.requiredText("ticker");
        body.requiredOneOf("side", SIDES);
        body.requiredText("count");
        body.requiredText("price");
        body.requiredOneOf("time_in_force", TIMES);
        body.requiredOneOf("self_trade_prevention_type", PREVENTIONS);
        body.text("client_order_id");
        body.text("order_group_id");
        body.whole("expiration_time");
        body.flag("post_only");
        body.flag("reduce_only");
        body.flag("cancel_order_on_pause");
        body.requirePrimary();
    }

    private static @Nullable OrderGroup group(Account account, @Nullable String id) {
        if (id == null) {
            return null;
        }
        OrderGroup group = account.group(id);
        if (group == null) {
            throw Denial.nested(404, "not_found", "order group not found");
        }
        return group;
    }

    /** A moment in microseconds; the exchange wants seconds. */
    static long expiration(Body body) {
        Long seconds = body.whole("expiration_time");
        if (seconds == null || seconds <= 0 || seconds > LATEST_SECOND) {
            throw Refusals.invalidOrder("expiration_time must be a time to come in Unix seconds");
        }
        return seconds * 1_000_000;
    }

    static BookSide side(Body body) {
        return body.requiredOneOf("side", SIDES).equals("bid") ? BookSide.BID : BookSide.ASK;
    }

    private static String word(Body body, String name) {
        return body.requiredText(name).toUpperCase(Locale.ROOT);
    }
}
