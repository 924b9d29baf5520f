package caravan.kalshi.wire;

import caravan.model.AccountLimits;
import caravan.model.Balance;
import caravan.model.BatchItem;
import caravan.model.Candle;
import caravan.model.Event;
import caravan.model.ExchangeSchedule;
import caravan.model.ExchangeStatus;
import caravan.model.Fill;
import caravan.model.IncentiveProgram;
import caravan.model.Market;
import caravan.model.OrderBook;
import caravan.model.OrderGroup;
import caravan.model.OrderReceipt;
import caravan.model.OrderUpdate;
import caravan.model.Page;
import caravan.model.Position;
import caravan.model.QueuePosition;
import caravan.model.RequestCosts;
import caravan.model.Series;
import caravan.model.Settlement;
import caravan.model.Trade;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
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
        return itemPage(answer, "markets", Markets::market);
    }

    public static Page<Trade> trades(JsonNode answer) {
        return page(answer, "trades", Markets::trade);
    }

    public static Page<Candle> candles(JsonNode answer) {
        return Candles.ofMarkets(answer);
    }

    public static Market market(JsonNode answer) {
        return Markets.market(object(answer, "market"));
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

    public static OrderReceipt.Placed placed(JsonNode answer) {
        return Receipts.placed(answer);
    }

    public static OrderReceipt.Amended amended(JsonNode answer) {
        return Receipts.amended(answer);
    }

    public static OrderReceipt.Decreased decreased(JsonNode answer) {
        return Receipts.decreased(answer);
    }

    public static OrderReceipt.Canceled canceled(JsonNode answer) {
        return Receipts.canceled(answer);
    }

    /** Reads {@code {"orders":[…]}}, one item a request, each with a receipt or an error. */
    public static List<BatchItem<OrderReceipt.Placed>> placedBatch(JsonNode answer) {
        return Receipts.batch(answer, Receipts::placed);
    }

    /** Reads {@code {"orders":[…]}}, one item a request, each with a receipt or an error. */
    public static List<BatchItem<OrderReceipt.Canceled>> canceledBatch(JsonNode answer) {
        return Receipts.batch(answer, Receipts::canceled);
    }

    public static Balance balance(JsonNode answer) {
        return Holdings.balance(answer);
    }

    public static Page<Settlement> settlements(JsonNode answer) {
        return page(answer, "settlements", Holdings::settlement);
    }

    /** Reads one order group as it is answered: new, or asked for. */
    public static OrderGroup orderGroup(JsonNode answer) {
        return Holdings.group(answer);
    }

    public static List<OrderGroup> orderGroups(JsonNode answer) {
        List<OrderGroup> groups = new ArrayList<>();
        list(answer, "order_groups").forEach(group -> groups.add(Holdings.group(group)));
        return groups;
    }

    public static QueuePosition queuePosition(JsonNode answer) {
        return Holdings.queuePosition(BodyReader.read(answer));
    }

    public static Page<QueuePosition> queuePositions(JsonNode answer) {
        return page(answer, "queue_positions", Holdings::queuePosition);
    }

    public static Page<IncentiveProgram> incentivePrograms(JsonNode answer) {
        Page<IncentiveProgram> page = page(answer, "incentive_programs", Programs::program);
        return new Page<>(page.items(), answer.path("next_cursor").asText(""), page.unreadable());
    }

    public static Series series(JsonNode answer) {
        return Programs.series(BodyReader.read(object(answer, "series")));
    }

    public static Page<Event> events(JsonNode answer) {
        return page(answer, "events", Programs::event);
    }

    /** Reads {@code {"as_of_time":…}}: reads of the account know what happened up to then. */
    public static Instant userDataTime(JsonNode answer) {
        return Body.required(Times.text(BodyReader.read(answer), Field.AS_OF_TIME), Field.AS_OF_TIME);
    }

    /** Reads {@code {"orderbook_fp":{…}}}, which does not name its market. */
    public static OrderBook orderBook(JsonNode answer, String ticker) {
        return Books.whole(answer, ticker);
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
        return itemPage(answer, name, item -> translate.apply(BodyReader.read(item)));
    }

    private static <T> Page<T> itemPage(JsonNode answer, String name, Function<JsonNode, T> translate) {
        JsonNode array = list(answer, name);
        List<T> items = new ArrayList<>(array.size());
        List<String> unreadable = new ArrayList<>();
        for (JsonNode item : array) {
            try {
                items.add(translate.apply(item));
            } catch (WireFormatException cause) {
                unreadable.add(name + "[" + (items.size() + unreadable.size()) + "]: " + cause.getMessage());
            }
        }
        return new Page<>(items, answer.path("cursor").asText(""), unreadable);
    }
}
