package caravan.sandbox.exchange.stream;

import caravan.kalshi.wire.StreamDecoder;
import caravan.model.StreamMessage;
import caravan.sandbox.engine.Fill;
import caravan.sandbox.engine.Order;
import caravan.sandbox.engine.UpdateReason;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What the private connection would tell, as its reader understands it. */
public final class PrivateFrames {
    private static final StreamDecoder DECODER = new StreamDecoder();

    private PrivateFrames() {}

    public static StreamMessage fill(Fill fill) {
        return decoded("fill", AccountText.fill(fill, Form.CURRENT));
    }

    public static StreamMessage order(Order order, @Nullable UpdateReason reason) {
        return decoded("user_order", AccountText.order(order, reason));
    }

    private static StreamMessage decoded(String type, ObjectNode message) {
        ObjectNode frame = Json.object().put("type", type).put("sid", 1).put("seq", 1);
        frame.set("msg", message);
        return DECODER.decode(Json.write(frame), true).message();
    }
}
