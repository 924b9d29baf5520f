package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.BatchItem;
import caravan.model.OrderReceipt;
import caravan.model.Quantity;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates what the exchange answers at once to a change of an order, or of several. */
final class Receipts {
    private Receipts() {}

    static OrderReceipt.Placed placed(JsonNode answer) {
        Body body = BodyReader.read(order(answer));
        return new OrderReceipt.Placed(
                orderId(body),
                body.identifier(Field.CLIENT_ORDER_ID),
                required(filled(body), Field.FILL_COUNT),
                required(remaining(body), Field.REMAINING_COUNT),
                body.money(Field.AVERAGE_FILL_PRICE),
                body.money(Field.AVERAGE_FEE_PAID),
                time(body));
    }

    static OrderReceipt.Amended amended(JsonNode answer) {
        Body body = BodyReader.read(order(answer));
        return new OrderReceipt.Amended(
                orderId(body),
                body.identifier(Field.CLIENT_ORDER_ID),
                filled(body),
                remaining(body),
                body.money(Field.AVERAGE_FILL_PRICE),
                body.money(Field.AVERAGE_FEE_PAID),
                time(body));
    }

    static OrderReceipt.Decreased decreased(JsonNode answer) {
        Body body = BodyReader.read(order(answer));
        return new OrderReceipt.Decreased(
                orderId(body),
                body.identifier(Field.CLIENT_ORDER_ID),
                required(remaining(body), Field.REMAINING_COUNT),
                time(body));
    }

    static OrderReceipt.Canceled canceled(JsonNode answer) {
        Body body = BodyReader.read(order(answer));
        return new OrderReceipt.Canceled(
                orderId(body),
                body.identifier(Field.CLIENT_ORDER_ID),
                required(body.quantity(Field.REDUCED_BY_FP, Field.REDUCED_BY), Field.REDUCED_BY),
                time(body));
    }

    /** One item a request, in the order of the requests; an item is a receipt unless it has an error. */
    static <T extends OrderReceipt> List<BatchItem<T>> batch(JsonNode answer, Function<JsonNode, T> receipt) {
        List<BatchItem<T>> items = new ArrayList<>();
        for (JsonNode item : RestDecoder.list(answer, "orders")) {
            items.add(item(item, receipt));
        }
        return items;
    }

    private static <T extends OrderReceipt> BatchItem<T> item(JsonNode item, Function<JsonNode, T> receipt) {
        JsonNode error = item.path("error");
        if (error.isMissingNode() || error.isNull() || error.isObject() && error.isEmpty()) {
            T made = receipt.apply(item);
            return new BatchItem<>(made.orderId(), made.clientOrderId(), made, null);
        }
        Body body = BodyReader.read(order(item));
        return new BatchItem<>(
                body.identifier(Field.ORDER_ID),
                body.identifier(Field.CLIENT_ORDER_ID),
                null,
                ErrorBody.of(error).rejection());
    }

    /** Until spring 2026 the order stood one level deeper. */
    private static JsonNode order(JsonNode answer) {
        JsonNode order = answer.path("order");
        JsonNode source = order.isObject() ? order : answer;
        if (!source.isObject()) {
            throw new WireFormatException("expected an object with 'order_id', found none");
        }
        return source;
    }

    private static String orderId(Body body) {
        return body.requiredIdentifier(Field.ORDER_ID, Field.ORDER_ID);
    }

    private static @Nullable Quantity filled(Body body) {
        return body.quantity(Field.FILL_COUNT_FP, Field.FILL_COUNT);
    }

    private static @Nullable Quantity remaining(Body body) {
        return body.quantity(Field.REMAINING_COUNT_FP, Field.REMAINING_COUNT);
    }

    private static @Nullable Instant time(Body body) {
        return Times.millisOrText(body, Field.TS_MS, Field.LAST_UPDATE_TIME);
    }
}
