package caravan.sandbox.exchange.rest;

import caravan.model.BookSide;
import caravan.model.Price;
import caravan.sandbox.engine.Book;
import caravan.sandbox.engine.Market;
import caravan.sandbox.wire.Json;
import caravan.sandbox.wire.Words;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Markets, their books and the public tape. */
final class MarketsApi {
    private static final int DEEPEST = 100;
    private static final int MOST_BOOKS = 100;
    private static final int LONGEST_TICKER = 200;

    private final Floor floor;
    private final MarketForm form;

    MarketsApi(Floor floor, MarketForm form) {
        this.floor = floor;
        this.form = form;
    }

    List<Operation> operations() {
        return List.of(
                Operation.open("GetMarkets", "/markets", this::list, MarketFilter.PARAMETERS),
                Operation.open("GetMarket", "/markets/{ticker}", this::one),
                Operation.open("GetMarketOrderbook", "/markets/{ticker}/orderbook", this::book, "depth"),
                Operation.open("GetMarketOrderbooks", "/markets/orderbooks", this::books, "tickers"),
                Operation.open(
                        "GetTrades",
                        "/markets/trades",
                        request -> trades(request, false),
                        "limit",
                        "cursor",
                        "ticker",
                        "min_ts",
                        "max_ts",
                        "is_block_trade"),
                Operation.open(
                        "GetHistoricalMarkets",
                        "/historical/markets",
                        this::historicalMarkets,
                        "limit",
                        "cursor",
                        "tickers",
                        "event_ticker",
                        "series_ticker",
                        "mve_filter"),
                Operation.open("GetHistoricalMarket", "/historical/markets/{ticker}", this::historicalMarket),
                Operation.open(
                        "GetTradesHistorical",
                        "/historical/trades",
                        request -> trades(request, true),
                        "limit",
                        "cursor",
                        "ticker",
                        "min_ts",
                        "max_ts",
                        "is_block_trade"));
    }

    private Answer list(Request request) {
        return page(request, record -> !floor.isHistorical(record.market()));
    }

    private Answer historicalMarkets(Request request) {
        request.query().requireAtMostOne("tickers", "event_ticker", "series_ticker", "mve_filter");
        return page(request, record -> floor.isHistorical(record.market()));
    }

    private Answer page(Request request, Predicate<MarketRecord> era) {
        Predicate<MarketRecord> wanted = era.and(new MarketFilter(floor, request.query()));
        Pages<MarketRecord> page = Pages.oldestFirst(
                new Pages.Source<>(
                        floor.records().markets(), record -> record.market().number()),
                wanted,
                request.query().limit(),
                request.query().cursor());
        ObjectNode body = Json.object();
        ArrayNode markets = body.putArray("markets");
        page.items().forEach(record -> markets.add(form.of(record)));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private Answer one(Request request) {
        return one(live(request.path("ticker")));
    }

    private Answer historicalMarket(Request request) {
        MarketRecord record = floor.market(request.path("ticker"));
        if (!floor.isHistorical(record.market())) {
            throw Denial.notFound();
        }
        return one(record);
    }

    private Answer one(MarketRecord record) {
        return Answer.ok(Json.object().set("market", form.of(record)));
    }

    private MarketRecord live(String ticker) {
        MarketRecord record = floor.market(ticker);
        if (floor.isHistorical(record.market())) {
            throw Denial.notFound();
        }
        return record;
    }

    private Answer book(Request request) {
        int depth = (int) request.query().whole("depth", 0, 0, DEEPEST);
        ObjectNode body = Json.object();
        levels(
                body.putObject("orderbook_fp"),
                live(request.path("ticker")).market().book(),
                depth);
        return Answer.ok(body);
    }

    private Answer books(Request request) {
        List<String> tickers = request.query().repeated("tickers");
        if (tickers.isEmpty() || tickers.stream().anyMatch(String::isEmpty)) {
            throw request.query().invalid("tickers", "required");
        }
        if (tickers.size() > MOST_BOOKS || tickers.stream().anyMatch(ticker -> ticker.length() > LONGEST_TICKER)) {
            throw request.query().invalid("tickers", "max");
        }
        ObjectNode body = Json.object();
        ArrayNode books = body.putArray("orderbooks");
        for (String ticker : tickers) {
            MarketRecord record = live(ticker);
            ObjectNode item = books.addObject().put("ticker", ticker);
            levels(item.putObject("orderbook_fp"), record.market().book(), 0);
        }
        return Answer.ok(body);
    }

    /** Bids for both outcomes, the best last. */
    private static void levels(ObjectNode node, Book book, int depth) {
        side(node.putArray("yes_dollars"), book, BookSide.BID, depth);
        side(node.putArray("no_dollars"), book, BookSide.ASK, depth);
    }

    private static void side(ArrayNode array, Book book, BookSide side, int depth) {
        List<ArrayNode> levels = new ArrayList<>();
        book.forEach(side, (price, quantity) -> {
            if (depth == 0 || levels.size() < depth) {
                int own = side == BookSide.BID ? price : Price.UNITS_PER_DOLLAR - price;
                levels.add(array.arrayNode().add(Words.price(own)).add(Words.count(quantity)));
            }
        });
        Collections.reverse(levels);
        levels.forEach(array::add);
    }

    private Answer trades(Request request, boolean historical) {
        Query query = request.query();
        String ticker = query.text("ticker");
        Query.Span span = query.span("min_ts", "max_ts");
        boolean onlyBlocks = query.flag("is_block_trade");
        Tape tape = floor.records().tape();
        Market market = ticker == null ? null : floor.market(ticker).market();
        long from = historical ? span.start() : Math.max(span.start(), floor.cutoff());
        long to = historical ? Math.min(span.end(), floor.cutoff()) : span.end();
        List<TapeTrade> asked = Tape.between(market == null ? tape : tape.of(market), from, to);
        Pages<TapeTrade> page = Pages.newestFirst(
                new Pages.Source<>(asked, TapeTrade::number), trade -> !onlyBlocks, query.limit(), query.cursor());
        long forgotten = market == null ? tape.forgotten() : tape.forgotten(market);
        boolean isCut = forgotten >= from && forgotten != Tape.NEVER;
        if (isCut && !onlyBlocks && (query.has("min_ts") || page.cursor().isEmpty())) {
            throw query.refused("expected a min_ts of at least " + (Words.seconds(forgotten) + 1)
                    + ": this sandbox has forgotten trades up to then; found one before, or none");
        }
        ObjectNode body = Json.object();
        ArrayNode trades = body.putArray("trades");
        page.items().forEach(trade -> trades.add(form(trade)));
        return Answer.ok(body.put("cursor", page.cursor()));
    }

    private static ObjectNode form(TapeTrade trade) {
        return Json.object()
                .put("trade_id", trade.id())
                .put("ticker", trade.market().ticker())
                .put("count_fp", Words.count(trade.quantity()))
                .put("yes_price_dollars", Words.price(trade.price()))
                .put("no_price_dollars", Words.price(Price.UNITS_PER_DOLLAR - trade.price()))
                .put("taker_side", Words.outcome(trade.taker()))
                .put("taker_outcome_side", Words.outcome(trade.taker()))
                .put("taker_book_side", Words.bookSide(trade.taker()))
                .put("created_time", Words.time(trade.time()))
                .put("is_block_trade", false);
    }
}
