package caravan.kalshi.rest;

import static java.util.Map.entry;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.RestDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/** What becomes of an answer: a word of the model where there is one, else the JSON as it is. */
final class Answers {
    private static final Map<String, Function<JsonNode, ?>> TYPED = Map.ofEntries(
            entry("GetExchangeStatus", RestDecoder::exchangeStatus),
            entry("GetExchangeSchedule", RestDecoder::exchangeSchedule),
            entry("GetMarkets", RestDecoder::markets),
            entry("GetMarket", RestDecoder::market),
            entry("GetTrades", RestDecoder::trades),
            entry("GetHistoricalCutoff", RestDecoder::historicalCutoff),
            entry("GetTradesHistorical", RestDecoder::trades),
            entry("BatchGetMarketCandlesticks", RestDecoder::candles),
            entry("GetMarketOrderbooks", RestDecoder::orderBooks),
            entry("GetPositions", RestDecoder::positions),
            entry("GetOrders", RestDecoder::orders),
            entry("GetFills", RestDecoder::fills),
            entry("GetOrder", RestDecoder::order),
            entry("GetAccountApiLimits", RestDecoder::accountLimits),
            entry("GetAccountEndpointCosts", RestDecoder::requestCosts));

    private Answers() {}

    /** Whether callers get a word of the model. */
    static boolean isTyped(Operation operation) {
        return TYPED.containsKey(operation.name());
    }

    /** Turns the answer of an operation into what callers want of it. */
    static Function<JsonNode, ?> decoder(Operation operation) {
        return TYPED.getOrDefault(operation.name(), Function.identity());
    }
}
