package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.Balance;
import caravan.model.Money;
import caravan.model.OrderGroup;
import caravan.model.QueuePosition;
import caravan.model.Settlement;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates what REST alone tells about our own account: cash, settlements, order groups and places in queues. */
final class Holdings {
    private static final long UNITS_PER_CENT = 10_000;

    private Holdings() {}

    static Balance balance(JsonNode answer) {
        Body body = BodyReader.read(answer);
        Money dollars = body.money(Field.BALANCE_DOLLARS);
        List<Balance.Shard> shards = new ArrayList<>();
        for (JsonNode item : answer.path("balance_breakdown")) {
            Body shard = BodyReader.read(item);
            shards.add(new Balance.Shard(
                    required(shard.smallNumber(Field.EXCHANGE_INDEX), Field.EXCHANGE_INDEX),
                    required(shard.money(Field.BALANCE), Field.BALANCE)));
        }
        return new Balance(
                dollars != null ? dollars : required(cents(body, Field.BALANCE), Field.BALANCE),
                cents(body, Field.PORTFOLIO_VALUE),
                shards,
                Times.seconds(body, Field.UPDATED_TS));
    }

    static Settlement settlement(Body body) {
        return new Settlement(
                body.requiredIdentifier(Field.TICKER, Field.MARKET_TICKER),
                body.identifier(Field.EVENT_TICKER),
                required(body.text(Field.MARKET_RESULT), Field.MARKET_RESULT),
                required(body.quantity(Field.YES_COUNT_FP, Field.YES_COUNT), Field.YES_COUNT_FP),
                required(
                        dollarsOrCents(body, Field.YES_TOTAL_COST_DOLLARS, Field.YES_TOTAL_COST), Field.YES_TOTAL_COST),
                required(body.quantity(Field.NO_COUNT_FP, Field.NO_COUNT), Field.NO_COUNT_FP),
                required(dollarsOrCents(body, Field.NO_TOTAL_COST_DOLLARS, Field.NO_TOTAL_COST), Field.NO_TOTAL_COST),
                required(cents(body, Field.REVENUE), Field.REVENUE),
                cents(body, Field.VALUE),
                body.money(Field.FEE_COST),
                Times.text(body, Field.SETTLED_TIME));
    }

    static OrderGroup group(JsonNode object) {
        Body body = BodyReader.read(object);
        List<String> orders = new ArrayList<>();
        object.path("orders").forEach(order -> orders.add(order.asText()));
        String id = body.identifier(Field.ID);
        return new OrderGroup(
                id != null ? id : body.identifier(Field.ORDER_GROUP_ID),
                body.quantity(Field.CONTRACTS_LIMIT_FP, Field.CONTRACTS_LIMIT),
                body.flag(Field.IS_AUTO_CANCEL_ENABLED),
                orders,
                body.smallNumber(Field.SUBACCOUNT));
    }

    static QueuePosition queuePosition(Body body) {
        return new QueuePosition(
                body.identifier(Field.ORDER_ID),
                body.identifier(Field.MARKET_TICKER),
                required(body.quantity(Field.QUEUE_POSITION_FP, Field.QUEUE_POSITION), Field.QUEUE_POSITION_FP));
    }

    private static @Nullable Money dollarsOrCents(Body body, Field dollars, Field cents) {
        Money money = body.money(dollars);
        return money != null ? money : cents(body, cents);
    }

    private static @Nullable Money cents(Body body, Field field) {
        return body.convert(field, text -> new Money(Math.multiplyExact(Long.parseLong(text), UNITS_PER_CENT)));
    }
}
