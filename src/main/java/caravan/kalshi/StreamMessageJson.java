package caravan.kalshi;

import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the stream as JSON, for those who do not speak Caravan's model: {@code convertBodyTo: String}.
 *
 * <p>The fields are those of the model's records, in the spelling of JSON: prices, quantities and money as exact decimal
 * texts, times in UTC, what is not known left out. The exchange's word for the message is the field {@code type}.
 */
@Converter(generateLoader = true)
public final class StreamMessageJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addModule(new SimpleModule()
                    .addSerializer(Price.class, ToStringSerializer.instance)
                    .addSerializer(Quantity.class, ToStringSerializer.instance)
                    .addSerializer(Money.class, ToStringSerializer.instance)
                    .addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private StreamMessageJson() {}

    /** Returns one message as one line. */
    @Converter
    public static String toText(StreamMessage message, @Nullable Exchange exchange) throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode();
        String type = exchange == null ? null : exchange.getMessage().getHeader(KalshiConstants.TYPE, String.class);
        if (type != null) {
            json.put("type", type);
        }
        json.setAll((ObjectNode) JSON.valueToTree(message));
        return JSON.writeValueAsString(json);
    }
}
