package caravan.kalshi.wire;

import caravan.model.Candle;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates candlesticks. How long their periods are is known to who asked; the answer does not say. */
final class Candles {
    private Candles() {}

    /** Reads {@code {"markets":[{"market_ticker":…,"candlesticks":[…]}]}}. */
    static Page<Candle> ofMarkets(JsonNode answer) {
        JsonNode markets = answer.path("markets");
        if (!markets.isArray()) {
            throw new WireFormatException("expected a list 'markets' in the answer, found none");
        }
        List<Candle> candles = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (JsonNode market : markets) {
            String ticker = market.path("market_ticker").asText("");
            int at = 0;
            for (JsonNode candle : market.path("candlesticks")) {
                try {
                    candles.add(candle(ticker, candle));
                } catch (WireFormatException | IllegalArgumentException cause) {
                    unreadable.add(ticker + " candlesticks[" + at + "]: " + cause.getMessage());
                }
                at++;
            }
        }
        return new Page<>(candles, "", unreadable);
    }

    private static Candle candle(String ticker, JsonNode candle) {
        if (ticker.isEmpty() || !candle.path("end_period_ts").canConvertToLong()) {
            throw new WireFormatException("expected 'market_ticker' and 'end_period_ts', found no such pair");
        }
        return new Candle(
                ticker,
                Instant.ofEpochSecond(candle.path("end_period_ts").asLong()),
                range(candle.path("yes_bid")),
                range(candle.path("yes_ask")),
                range(candle.path("price")),
                number(candle, "volume", Quantity::parse),
                number(candle, "open_interest", Quantity::parse));
    }

    private static Candle.@Nullable Range range(JsonNode range) {
        Price open = number(range, "open", Price::parse);
        Price high = number(range, "high", Price::parse);
        Price low = number(range, "low", Price::parse);
        Price close = number(range, "close", Price::parse);
        return open == null || high == null || low == null || close == null
                ? null
                : new Candle.Range(open, high, low, close);
    }

    /** A field under its present name, else under the one that the historical operation has kept. */
    private static <T> @Nullable T number(JsonNode object, String name, Function<String, T> parse) {
        for (String form : new String[] {name + "_dollars", name + "_fp", name}) {
            JsonNode value = object.path(form);
            if (value.isValueNode() && !value.isNull()) {
                return parse.apply(value.asText());
            }
        }
        return null;
    }
}
