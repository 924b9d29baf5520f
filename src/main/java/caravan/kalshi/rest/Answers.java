package caravan.kalshi.rest;

import static java.util.Map.entry;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.wire.RestDecoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/** What becomes of an answer: a word of the model where there is one, else the JSON as it is. */
final class Answers {
    /** Its answer does not say which market it is about. */
    private static final String ONE_BOOK = "GetMarketOrderbook";

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
            entry("CreateOrderV2", RestDecoder::placed),
            entry("AmendOrderV2", RestDecoder::amended),
            entry("DecreaseOrderV2", RestDecoder::decreased),
            entry("CancelOrderV2", RestDecoder::canceled),
            entry("BatchCreateOrdersV2", RestDecoder::placedBatch),
            entry("BatchCancelOrdersV2", RestDecoder::canceledBatch),
            entry("GetOrderQueuePosition", RestDecoder::queuePosition),
            entry("GetOrderQueuePositions", RestDecoder::queuePositions),
            entry("CreateOrderGroup", RestDecoder::orderGroup),
            entry("GetOrderGroup", RestDecoder::orderGroup),
            entry("GetOrderGroups", RestDecoder::orderGroups),
            entry("GetBalance", RestDecoder::balance),
            entry("GetSettlements", RestDecoder::settlements),
            entry("GetIncentivePrograms", RestDecoder::incentivePrograms),
            entry("GetEvents", RestDecoder::events),
            entry("GetSeries", RestDecoder::series),
            entry("GetUserDataTimestamp", RestDecoder::userDataTime),
            entry("GetAccountApiLimits", RestDecoder::accountLimits),
            entry("GetAccountEndpointCosts", RestDecoder::requestCosts));

    private Answers() {}

    /** Whether callers get a word of the model. */
    static boolean isTyped(Operation operation) {
        return operation.name().equals(ONE_BOOK) || TYPED.containsKey(operation.name());
    }

    /** Turns the answer of an operation, asked with these parameters, into what callers want of it. */
    static Function<JsonNode, ?> decoder(Operation operation, Map<String, ?> parameters) {
        if (operation.name().equals(ONE_BOOK)) {
            return answer -> RestDecoder.orderBook(answer, String.valueOf(parameters.get("ticker")));
        }
        return TYPED.getOrDefault(operation.name(), Function.identity());
    }
}
