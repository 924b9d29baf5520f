package caravan.cli;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.MarketView;
import caravan.model.Money;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the API tells of a watched market. */
final class MarketViewJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MarketViewJson() {}

    /**
     * Reads one.
     *
     * @throws IOException if it is something else
     */
    static MarketView read(InputStream answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        try {
            String ticker = json.path("ticker").asText();
            return new MarketView(
                    Instant.parse(json.path("time").asText()),
                    ticker,
                    part(json, "market", market -> market(ticker, market)),
                    part(json, "book", MarketViewJson::book),
                    part(json, "summary", summary -> summary(ticker, summary)),
                    part(json, "lifecycle", lifecycle -> lifecycle(ticker, lifecycle)),
                    json.path("trades_heard").asLong(),
                    list(json.path("trades"), trade -> trade(ticker, trade)),
                    part(json, "account", account -> account(ticker, account)));
        } catch (RuntimeException other) {
            throw new IOException("expected a market as /api/watch tells it, found something else", other);
        }
    }

    private static Market market(String ticker, JsonNode json) {
        return new Market(
                ticker,
                null,
                value(json, "title", text -> text),
                value(json, "yes_sub_title", text -> text),
                null,
                value(json, "status", text -> text),
                null,
                null,
                null,
                null,
                value(json, "close_time", Instant::parse),
                null,
                null,
                null,
                null);
    }

    private static BookView book(JsonNode json) {
        return new BookView(
                json.path("ticker").asText(),
                BookState.valueOf(json.path("state").asText()),
                value(json, "reason", text -> text),
                list(json.path("bids"), level -> level(BookSide.BID, level)),
                list(json.path("asks"), level -> level(BookSide.ASK, level)),
                json.path("connection_id").asLong(),
                json.path("subscription").asLong(),
                json.path("sequence").asLong(),
                value(json, "exchange_time", Instant::parse),
                Instant.parse(json.path("received_time").asText()));
    }

    private static Level level(BookSide side, JsonNode json) {
        return new Level(
                side,
                Price.parse(json.path(0).asText()),
                Quantity.parse(json.path(1).asText()));
    }

    private static MarketSummary summary(String ticker, JsonNode json) {
        return new MarketSummary(
                ticker,
                value(json, "last_price_dollars", Price::parse),
                value(json, "bid_price_dollars", Price::parse),
                value(json, "ask_price_dollars", Price::parse),
                value(json, "volume_contracts", Quantity::parse),
                value(json, "open_interest_contracts", Quantity::parse),
                null,
                null,
                null,
                null,
                null,
                value(json, "exchange_time", Instant::parse));
    }

    private static MarketLifecycle lifecycle(String ticker, JsonNode json) {
        return new MarketLifecycle(
                ticker,
                null,
                json.path("change").asText(),
                null,
                value(json, "close_time", Instant::parse),
                null,
                null,
                value(json, "result", text -> text),
                null,
                "");
    }

    private static Trade trade(String ticker, JsonNode json) {
        return new Trade(
                value(json, "trade_id", text -> text),
                ticker,
                Price.parse(json.path("price_dollars").asText()),
                Quantity.parse(json.path("quantity_contracts").asText()),
                value(json, "taker_side", side -> BookSide.valueOf(side.toUpperCase(Locale.ROOT))),
                json.path("block").asBoolean(),
                value(json, "exchange_time", Instant::parse));
    }

    private static MarketView.Account account(String ticker, JsonNode json) {
        return new MarketView.Account(
                value(json, "position_contracts", Quantity::parse),
                value(json, "position_time", Instant::parse),
                json.path("fills_heard").asLong(),
                list(json.path("fills"), fill -> fill(ticker, fill)));
    }

    private static Fill fill(String ticker, JsonNode json) {
        return new Fill(
                json.path("trade_id").asText(),
                json.path("order_id").asText(),
                null,
                ticker,
                BookSide.valueOf(word(json, "book_side")),
                Outcome.valueOf(word(json, "outcome")),
                Action.valueOf(word(json, "action")),
                Price.parse(json.path("price_dollars").asText()),
                Quantity.parse(json.path("quantity_contracts").asText()),
                value(json, "fee_dollars", Money::parse),
                null,
                null,
                null,
                Instant.parse(json.path("exchange_time").asText()));
    }

    private static String word(JsonNode json, String name) {
        return json.path(name).asText().toUpperCase(Locale.ROOT);
    }

    private static <T> @Nullable T part(JsonNode json, String name, Function<JsonNode, T> read) {
        return json.path(name).isObject() ? read.apply(json.path(name)) : null;
    }

    private static <T> @Nullable T value(JsonNode json, String name, Function<String, T> read) {
        return json.hasNonNull(name) ? read.apply(json.path(name).asText()) : null;
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> read) {
        List<T> items = new ArrayList<>(json.size());
        json.forEach(item -> items.add(read.apply(item)));
        return items;
    }
}
