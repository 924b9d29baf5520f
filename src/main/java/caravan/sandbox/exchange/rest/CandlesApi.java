package caravan.sandbox.exchange.rest;

import caravan.sandbox.engine.Market;
import caravan.sandbox.simulation.EventListing;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Candlesticks of one market, of several, of an event. */
final class CandlesApi {
    private static final int MOST_OF_ONE = 5_000;
    private static final int MOST_IN_ALL = 10_000;
    private static final int MOST_TICKERS = 100;
    private static final String[] SPAN = {"start_ts", "end_ts", "period_interval"};
    private static final String LATEST = "include_latest_before_start";

    private final Floor floor;

    CandlesApi(Floor floor) {
        this.floor = floor;
    }

    List<Operation> operations() {
        return List.of(
                Operation.open(
                        "GetMarketCandlesticks",
                        "/series/{series_ticker}/markets/{ticker}/candlesticks",
                        this::market,
                        SPAN[0],
                        SPAN[1],
                        SPAN[2],
                        LATEST),
                Operation.open(
                        "GetMarketCandlesticksByEvent",
                        "/series/{series_ticker}/events/{ticker}/candlesticks",
                        this::event,
                        SPAN),
                Operation.open(
                        "BatchGetMarketCandlesticks",
                        "/markets/candlesticks",
                        this::batch,
                        SPAN[0],
                        SPAN[1],
                        SPAN[2],
                        LATEST,
                        "market_tickers"),
                Operation.open(
                        "GetMarketCandlesticksHistorical",
                        "/historical/markets/{ticker}/candlesticks",
                        this::historical,
                        SPAN));
    }

    /**
     * What is asked for.
     *
     * @param start Unix seconds
     * @param end Unix seconds
     * @param minutes the length of a candle
     */
    private record Span(long start, long end, int minutes) {
        static Span of(Query query) {
            long start = query.requiredSeconds("start_ts");
            long end = query.requiredSeconds("end_ts");
            String minutes = query.required("period_interval");
            query.oneOf("period_interval", Set.of("1", "60", "1440"));
            if (end < start) {
                throw query.invalid("end_ts", "gtefield");
            }
            return new Span(start, end, Integer.parseInt(minutes));
        }

        long candles() {
            return (end - start) / (minutes * 60L) + 1;
        }

        void requireAtMost(Query query, long most, int markets) {
            if (candles() * markets > most) {
                throw query.invalid("end_ts", "max");
            }
        }
    }

    private Answer market(Request request) {
        Span span = Span.of(request.query());
        span.requireAtMost(request.query(), MOST_OF_ONE, 1);
        MarketRecord record = live(request.path("ticker"));
        String series = floor.listing(record.market()).event().series().ticker();
        if (!series.equals(request.path("series_ticker"))) {
            throw Denial.notFound();
        }
        ObjectNode body = Json.object().put("ticker", record.market().ticker());
        candles(body.putArray("candlesticks"), record, span, request.query().flag(LATEST));
        return Answer.ok(body);
    }

    private Answer event(Request request) {
        Span span = Span.of(request.query());
        EventListing event = floor.event(request.path("ticker"));
        if (!event.series().ticker().equals(request.path("series_ticker"))) {
            throw Denial.notFound();
        }
        List<MarketRecord> markets = floor.markets(event);
        span.requireAtMost(request.query(), MOST_OF_ONE, markets.size());
        ObjectNode body = Json.object();
        ArrayNode tickers = body.putArray("market_tickers");
        ArrayNode candles = body.putArray("market_candlesticks");
        for (MarketRecord record : markets) {
            tickers.add(record.market().ticker());
            candles(candles.addArray(), record, span, false);
        }
        return Answer.ok(body.put("adjusted_end_ts", span.end()));
    }

    private Answer batch(Request request) {
        Query query = request.query();
        query.required("market_tickers");
        Set<String> tickers = query.list("market_tickers", MOST_TICKERS);
        Span span = Span.of(query);
        span.requireAtMost(query, MOST_IN_ALL, tickers.size());
        boolean latest = query.flag(LATEST);
        ObjectNode body = Json.object();
        ArrayNode markets = body.putArray("markets");
        for (String ticker : tickers) {
            MarketRecord record = live(ticker);
            ObjectNode item = markets.addObject().put("market_ticker", ticker);
            candles(item.putArray("candlesticks"), record, span, latest);
        }
        return Answer.ok(body);
    }

    private Answer historical(Request request) {
        Span span = Span.of(request.query());
        span.requireAtMost(request.query(), MOST_OF_ONE, 1);
        MarketRecord record = floor.market(request.path("ticker"));
        if (!floor.isHistorical(record.market())) {
            throw Denial.notFound();
        }
        ObjectNode body = Json.object().put("ticker", record.market().ticker());
        new CandleForm(true).list(body.putArray("candlesticks"), between(record, span));
        return Answer.ok(body);
    }

    private void candles(ArrayNode array, MarketRecord record, Span span, boolean latest) {
        CandleForm form = new CandleForm(false);
        List<Candle> real = between(record, span);
        Candle earlier = latest ? record.candles(span.minutes()).before(span.start() - 1) : null;
        long period = span.minutes() * 60L;
        long boundary = -Math.floorDiv(-span.start(), period) * period;
        if (earlier != null && (real.isEmpty() || real.get(0).end != boundary)) {
            array.add(form.synthetic(earlier, boundary));
        }
        form.list(array, real);
    }

    /** Candles end with their market. */
    private List<Candle> between(MarketRecord record, Span span) {
        Market market = record.market();
        long last = market.settled() == 0 ? floor.now() : market.settled();
        return record.candles(span.minutes()).between(span.start(), span.end(), Math.floorDiv(last, 1_000_000));
    }

    private MarketRecord live(String ticker) {
        MarketRecord record = floor.market(ticker);
        if (floor.isHistorical(record.market())) {
            throw Denial.notFound();
        }
        return record;
    }
}
