package caravan.sandbox.exchange.rest;

import static caravan.sandbox.exchange.spec.Deviations.deviation;

import caravan.sandbox.exchange.spec.Deviations;

/**
 * Where the sandbox does as the exchange does, or more strictly, and the document of August 2026 says otherwise.
 *
 * <p>The decision record on the sandbox's REST surface tells the reasons at length.
 */
final class SpecDeviations {
    static final Deviations ALL = new Deviations(
            deviation(
                    ".*required property 'available_on_brokers' not found.*",
                    "changelog 2026-09-10: the field was removed"),
            deviation(
                    ".*property 'settlement_bounds_type' is not defined.*",
                    "changelog 2026-10-01: the field was added"),
            deviation(
                    "\\w*MarketCandlesticks 200 .*candlesticks/0/yes_(bid|ask)/\\w+_dollars: null found, string expected",
                    "the document on include_latest_before_start: all prices of the synthetic candle are null"),
            deviation(".*property 'categories' is not defined.*", "changelog 2026-09-17: the field was added"),
            deviation("DELETE /portfolio/events/orders: not in the document", "changelog 2026-08-27: cancel all"),
            deviation("CreateOrderV2 404: status.*", "observed: an unknown market or group is not found"),
            deviation(
                    "\\w+OrderV2 (400|409): status.*", "observed: pauses and mismatches are told on all order writes"),
            deviation("Batch\\w+OrdersV2 (409|429): status.*", "rate limits: a batch must fit whole"),
            deviation("\\w+ 429: status.*", "rate limits: every operation can exceed them"),
            deviation(
                    "(BatchGetMarketCandlesticks|GetSeries|GetTrades|GetTradesHistorical"
                            + "|GetMarketOrderbooks|Batch\\w+OrdersV2|CreateOrderGroup) 404: status.*",
                    "observed: what is not known is not found"),
            deviation(
                    "(GetBalance|GetApiKeys|GetAccountApiLimits|GetAccountEndpointCosts|GetExchangeStatus"
                            + "|GetExchangeSchedule|GetUserDataTimestamp|GetHistoricalCutoff"
                            + "|GetPortfolioRestingOrderTotalValue) 400: status.*",
                    "stricter: parameters that do not exist are refused also where the document has none"),
            deviation(
                    "(GetMarket|GetMarketOrderbook|GetHistoricalMarket|GetOrder|GetOrderQueuePosition|GetOrderGroup)"
                            + " 400: status.*",
                    "stricter: parameters of one thing are checked as those of lists are"),
            deviation(
                    "(Delete|Reset|Trigger)OrderGroup 400: status.*",
                    "stricter: parameters that do not exist are refused on writes too"),
            deviation("\\w+ 401: status.*", "login: every private operation needs a signature"));

    private SpecDeviations() {}
}
