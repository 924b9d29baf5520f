package caravan.kalshi.wire;

import static caravan.kalshi.wire.Body.required;

import caravan.model.IndexValue;
import caravan.model.IndexValue.Average;
import caravan.model.UnderlyingValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Translates values of other vendors that the exchange passes on: CF Benchmarks and Pyth. */
final class Vendors {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What every database column of a value can hold. */
    private static final int MOST_DECIMALS = 10;

    private static final int MOST_DIGITS = 18;

    private Vendors() {}

    static IndexValue index(Body body) {
        String vendorText = required(body.text(Field.DATA), Field.DATA);
        JsonNode vendor = vendorsOwn(vendorText);
        return new IndexValue(
                body.requiredIdentifier(Field.INDEX_ID, Field.INDEX_ID),
                readable(vendor.path("value").asText()),
                body.convert(Field.AVG_60S_DATA, Vendors::average),
                body.convert(Field.LAST_60S_WINDOWED_AVERAGE_15MIN, Vendors::average),
                vendorText,
                Times.ofMillis(vendor.path("time").asLong()),
                Times.millis(body, Field.RECEIVED_AT));
    }

    static UnderlyingValue underlying(Body body) {
        return new UnderlyingValue(
                body.requiredIdentifier(Field.UNDERLYING_TICKER, Field.UNDERLYING_TICKER),
                required(body.convert(Field.VALUE_USD, Vendors::decimal), Field.VALUE_USD),
                Times.millis(body, Field.SOURCE_TS_MS),
                Times.millis(body, Field.RECEIVED_AT));
    }

    /** The vendor's form is not the exchange's to promise: what cannot be read leaves the text to speak for itself. */
    private static JsonNode vendorsOwn(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException unreadable) {
            return JSON.missingNode();
        }
    }

    private static @Nullable BigDecimal readable(String text) {
        try {
            return text.isEmpty() ? null : decimal(text);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static Average average(String text) {
        try {
            JsonNode average = JSON.readTree(text);
            return new Average(
                    decimal(average.path("value").asText()),
                    average.path("window_size").asInt());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("expected an average, found '" + WireFormatException.clip(text) + "'");
        }
    }

    private static BigDecimal decimal(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    "expected a decimal number, found '" + WireFormatException.clip(text) + "'", noNumber);
        }
        if (value.scale() > MOST_DECIMALS || (long) value.precision() - value.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("expected at most %d digits and %d decimals, found '%s'"
                    .formatted(MOST_DIGITS, MOST_DECIMALS, WireFormatException.clip(text)));
        }
        return value;
    }
}
