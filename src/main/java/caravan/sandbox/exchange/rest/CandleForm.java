package caravan.sandbox.exchange.rest;

import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Candles as the exchange writes them: the present form, and the one that the historical operation has kept. */
final class CandleForm {
    private final boolean historical;

    CandleForm(boolean historical) {
        this.historical = historical;
    }

    ArrayNode list(ArrayNode array, List<Candle> candles) {
        candles.forEach(candle -> array.add(of(candle)));
        return array;
    }

    private ObjectNode of(Candle candle) {
        ObjectNode node = Json.object().put("end_period_ts", candle.end);
        range(node.putObject("yes_bid"), candle.bid);
        range(node.putObject("yes_ask"), candle.ask);
        ObjectNode price = node.putObject("price");
        range(price, candle.price);
        put(price, "mean", candle.mean());
        put(price, "previous", candle.previous);
        return node.put(historical ? "volume" : "volume_fp", Words.count(candle.volume))
                .put(historical ? "open_interest" : "open_interest_fp", Words.count(candle.openInterest));
    }

    private void range(ObjectNode node, Candle.Range range) {
        put(node, "open", range.open);
        put(node, "low", range.low);
        put(node, "high", range.high);
        put(node, "close", range.close);
    }

    /** What is not known is null in the one form and absent in the other. */
    private void put(ObjectNode node, String name, int price) {
        if (price != Candle.NONE) {
            node.put(historical ? name : name + "_dollars", Words.price(price));
        } else if (historical) {
            node.putNull(name);
        }
    }

    /** A candle of a period in which nothing was: it has no prices but the last one before. */
    ObjectNode synthetic(Candle earlier, long end) {
        ObjectNode node = Json.object().put("end_period_ts", end);
        noRange(node.putObject("yes_bid"));
        noRange(node.putObject("yes_ask"));
        put(noRange(node.putObject("price")), "previous", earlier.lastPrice());
        return node.put("volume_fp", Words.count(0)).put("open_interest_fp", Words.count(earlier.openInterest));
    }

    private static ObjectNode noRange(ObjectNode node) {
        return node.putNull("open_dollars")
                .putNull("low_dollars")
                .putNull("high_dollars")
                .putNull("close_dollars");
    }
}
