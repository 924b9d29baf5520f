package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.OrderGroupUpdate;
import caravan.model.OrderUpdate;
import caravan.model.OrderUpdate.Status;
import caravan.model.Position;
import caravan.model.PositionUpdate;
import caravan.model.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Translates what is said about our own account, over the stream and over REST alike. */
final class Account {
    private Account() {}

    static Fill fill(Body body) {
        BookSide side = Sides.direction(body);
        return new Fill(
                body.requiredIdentifier(Field.TRADE_ID, Field.FILL_ID),
                body.requiredIdentifier(Field.ORDER_ID, Field.ORDER_ID),
                body.identifier(Field.CLIENT_ORDER_ID),
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER),
                side,
                Sides.tradedOutcome(body, side),
                Sides.tradedAction(body, side),
                Prices.yesPrice(body),
                Prices.executed(body),
                fee(body),
                body.flag(Field.IS_TAKER),
                body.quantity(Field.POST_POSITION_FP, Field.POST_POSITION),
                subaccount(body),
                required(executionTime(body), Field.TS_MS));
    }

    /** REST tells it to the microsecond in {@code created_time}, the stream in {@code ts_ms}. */
    private static @Nullable Instant executionTime(Body body) {
        Instant created = Times.text(body, Field.CREATED_TIME);
        return created != null ? created : Times.of(body);
    }

    private static @Nullable Money fee(Body body) {
        Money cost = body.money(Field.FEE_COST);
        Money charged = body.money(Field.FEE_DOLLARS);
        Money rebate = body.money(Field.REBATE_DOLLARS);
        if (cost != null || charged == null || rebate == null) {
            return cost != null ? cost : charged;
        }
        return charged.plus(new Money(-rebate.units()));
    }

    private static @Nullable Integer subaccount(Body body) {
        Integer subaccount = body.smallNumber(Field.SUBACCOUNT);
        return subaccount != null ? subaccount : body.smallNumber(Field.SUBACCOUNT_NUMBER);
    }

    static OrderUpdate order(Body body) {
        Quantity filled = required(body.quantity(Field.FILL_COUNT_FP, Field.FILL_COUNT), Field.FILL_COUNT_FP);
        Quantity remaining =
                required(body.quantity(Field.REMAINING_COUNT_FP, Field.REMAINING_COUNT), Field.REMAINING_COUNT_FP);
        Quantity initial = body.quantity(Field.INITIAL_COUNT_FP, Field.INITIAL_COUNT);
        Instant created = Times.millisOrText(body, Field.CREATED_TS_MS, Field.CREATED_TIME);
        Instant updated = Times.millisOrText(body, Field.LAST_UPDATED_TS_MS, Field.LAST_UPDATE_TIME);
        return new OrderUpdate(
                body.requiredIdentifier(Field.ORDER_ID, Field.ORDER_ID),
                body.identifier(Field.CLIENT_ORDER_ID),
                body.requiredIdentifier(Field.TICKER, Field.MARKET_TICKER),
                Sides.ofOrder(body),
                status(body),
                Prices.yesPrice(body),
                initial != null ? initial : filled.plus(remaining),
                filled,
                remaining,
                fees(body),
                body.identifier(Field.ORDER_GROUP_ID),
                subaccount(body),
                body.identifier(Field.LAST_UPDATE_REASON),
                created,
                Times.millisOrText(body, Field.EXPIRATION_TS_MS, Field.EXPIRATION_TIME),
                updated != null ? updated : created);
    }

    /** What is held in one market, as REST lists it. */
    static Position held(Body body) {
        return new Position(
                body.requiredIdentifier(Field.TICKER, Field.MARKET_TICKER),
                required(body.quantity(Field.POSITION_FP, Field.POSITION), Field.POSITION_FP));
    }

    static PositionUpdate position(Body body) {
        return new PositionUpdate(
                body.requiredIdentifier(Field.MARKET_TICKER, Field.TICKER),
                required(body.quantity(Field.POSITION_FP, Field.POSITION), Field.POSITION_FP),
                required(body.money(Field.POSITION_COST_DOLLARS, Field.POSITION_COST), Field.POSITION_COST_DOLLARS),
                required(body.money(Field.REALIZED_PNL_DOLLARS, Field.REALIZED_PNL), Field.REALIZED_PNL_DOLLARS),
                required(body.money(Field.FEES_PAID_DOLLARS, Field.FEES_PAID), Field.FEES_PAID_DOLLARS),
                body.money(Field.POSITION_FEE_COST_DOLLARS, Field.POSITION_FEE_COST),
                required(body.quantity(Field.VOLUME_FP, Field.VOLUME), Field.VOLUME_FP),
                subaccount(body));
    }

    static OrderGroupUpdate orderGroup(Body body) {
        return new OrderGroupUpdate(
                body.requiredIdentifier(Field.ORDER_GROUP_ID, Field.ORDER_GROUP_ID),
                required(body.identifier(Field.EVENT_TYPE), Field.EVENT_TYPE),
                body.quantity(Field.CONTRACTS_LIMIT_FP, Field.CONTRACTS_LIMIT),
                Times.of(body));
    }

    /** A word that is not known yet must not lose the update. */
    private static Status status(Body body) {
        return switch (required(body.text(Field.STATUS), Field.STATUS)) {
            case "resting" -> Status.RESTING;
            case "canceled" -> Status.CANCELED;
            case "executed" -> Status.EXECUTED;
            default -> Status.UNKNOWN;
        };
    }

    private static @Nullable Money fees(Body body) {
        Money taker = money(body, Field.TAKER_FEES_DOLLARS, Field.TAKER_FEES);
        Money maker = money(body, Field.MAKER_FEES_DOLLARS, Field.MAKER_FEES);
        return taker == null ? maker : maker == null ? taker : taker.plus(maker);
    }

    /** Dollars, else the whole cents of the older form. */
    private static @Nullable Money money(Body body, Field dollars, Field cents) {
        Money money = body.money(dollars);
        return money != null
                ? money
                : body.convert(cents, text -> new Money(Math.multiplyExact(Long.parseLong(text), 10_000L)));
    }
}
