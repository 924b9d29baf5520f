package caravan.kalshi.wire;

import caravan.model.AccountLimits;
import caravan.model.Candle;
import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeStatus;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.OrderBook;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.RequestCosts;
import caravan.model.Trade;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Turns answers over REST into the words of the model, in the current and in the older forms.
 *
 * <p>Throws {@link WireFormatException} for what it cannot read. One item of a list that cannot be read does not take the
 * others along: the page says why it is missing.
 */
public final class RestDecoder {
    /** Numbers keep the digits they were written with. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(64)
                        .maxNumberLength(100)
                        .build());
    }

    private RestDecoder() {}

    /** Reads an answer as a tree. */
    public static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new WireFormatException("expected JSON, found: " + noJson.getOriginalMessage());
        } catch (IOException unreadable) {
            throw new WireFormatException("expected JSON, found what caused " + unreadable);
        }
    }

    /** Reads {@code {"exchange_active":…}}. */
    public static ExchangeStatus exchangeStatus(JsonNode answer) {
        return Hours.status(answer);
    }

    /** Reads {@code {"schedule":{"standard_hours":[…],"maintenance_windows":[…]}}}. */
    public static ExchangeSchedule exchangeSchedule(JsonNode answer) {
        return Hours.schedule(object(answer, "schedule"));
    }

    /** Reads {@code {"trades_created_ts":…}}, where the historical operations end, and leaves it as it is. */
    public static JsonNode historicalCutoff(JsonNode answer) {
        if (!answer.path("trades_created_ts").isTextual()) {
            throw new WireFormatException("expected 'trades_created_ts' in the answer, found none");
        }
        return answer;
    }

    public static Page<Fill> fills(JsonNode answer) {
        return page(answer, "fills", Account::fill);
    }

    public static Page<Market> markets(JsonNode answer) {
        return page(answer, "markets", Markets::market);
    }

    public static Page<Trade> trades(JsonNode answer) {
        return page(answer, "trades", Markets::trade);
    }

    public static Page<Candle> candles(JsonNode answer) {
        return Candles.ofMarkets(answer);
    }

    public static Market market(JsonNode answer) {
        return Markets.market(BodyReader.read(object(answer, "market")));
    }

    /** Reads {@code {"orderbooks":[{"ticker":…,"orderbook_fp":{…}}]}}: whole books, in YES prices here. */
    public static List<OrderBook> orderBooks(JsonNode answer) {
        JsonNode array = list(answer, "orderbooks");
        List<OrderBook> books = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            books.add(Books.whole(item));
        }
        return books;
    }

    public static Page<OrderUpdate> orders(JsonNode answer) {
        return page(answer, "orders", Account::order);
    }

    public static Page<Position> positions(JsonNode answer) {
        return page(answer, "market_positions", Account::held);
    }

    public static OrderUpdate order(JsonNode answer) {
        return Account.order(BodyReader.read(object(answer, "order")));
    }

    /** Reads {@code {"usage_tier":…,"read":{…},"write":{…}}}. */
    public static AccountLimits accountLimits(JsonNode answer) {
        return Limits.limits(answer);
    }

    /** Reads {@code {"default_cost":…,"endpoint_costs":[…]}}. */
    public static RequestCosts requestCosts(JsonNode answer) {
        return Limits.costs(answer);
    }

    static JsonNode object(JsonNode answer, String name) {
        JsonNode object = answer.path(name);
        if (!object.isObject()) {
            throw new WireFormatException("expected an object '" + name + "' in the answer, found "
                    + object.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return object;
    }

    static JsonNode list(JsonNode answer, String name) {
        JsonNode array = answer.path(name);
        if (!array.isArray() && !array.isNull()) {
            throw new WireFormatException("expected a list '" + name + "' in the answer, found "
                    + array.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return array;
    }

    private static <T> Page<T> page(JsonNode answer, String name, Function<Body, T> translate) {
        JsonNode array = list(answer, name);
        List<T> items = new ArrayList<>(array.size());
        List<String> unreadable = new ArrayList<>();
        for (JsonNode item : array) {
            try {
                items.add(translate.apply(BodyReader.read(item)));
            } catch (WireFormatException cause) {
                unreadable.add(name + "[" + (items.size() + unreadable.size()) + "]: " + cause.getMessage());
            }
        }
        return new Page<>(items, answer.path("cursor").asText(""), unreadable);
    }
}
