package caravan.kalshi.wire;

import caravan.model.ControlReply;
import caravan.model.StreamMessage;
import caravan.model.Unreadable;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a stream frame into a message. Never throws: what cannot be read becomes {@link Unreadable}.
 *
 * <p>Thread-safe: it holds nothing but the settings of the parser.
 */
public final class StreamDecoder {
    private static final String UNREADABLE = "unreadable";

    /** A message is flat and its values are short; a frame that is neither must not take memory or stack. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxStringLength(10_000)
            .maxNameLength(1_000)
            .maxNumberLength(100)
            .build();

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * A message and what its frame says about it.
     *
     * @param type the exchange's word for the message; {@code unreadable} when it could not be decoded
     * @param subscription 0 when the frame named none
     * @param sequence 0 when the frame had none
     */
    public record Decoded(String type, long subscription, long sequence, StreamMessage message) {}

    /**
     * Decodes one frame.
     *
     * @param text one JSON object, perhaps followed by a line end
     * @param yesPrices whether NO prices of order books were asked for as YES prices on this connection
     */
    public Decoded decode(String text, boolean yesPrices) {
        Envelope envelope = new Envelope();
        try (JsonParser parser = json.createParser(text)) {
            envelope.read(parser);
            if (envelope.type == null) {
                return unreadable(envelope, "expected a message type in 'type', found none");
            }
            StreamMessage message = translate(envelope.type, envelope, text, yesPrices);
            return message == null
                    ? unreadable(envelope, "unknown message type '" + envelope.type + "'")
                    : new Decoded(envelope.type, subscription(envelope, message), envelope.sequence, message);
        } catch (WireFormatException wrong) {
            return unreadable(envelope, wrong.getMessage());
        } catch (JsonProcessingException noJson) {
            return unreadable(envelope, reason(noJson));
        } catch (IOException | RuntimeException unforeseen) {
            return unreadable(envelope, "expected a message of the exchange, found what caused " + unforeseen);
        }
    }

    /** What the parser objects to; for an exceeded limit it knows no place. */
    private static String reason(JsonProcessingException noJson) {
        JsonLocation location = noJson.getLocation();
        return "expected JSON, found" + (location == null ? "" : " at character " + location.getCharOffset()) + ": "
                + noJson.getOriginalMessage();
    }

    private @Nullable StreamMessage translate(String type, Envelope envelope, String text, boolean yesPrices)
            throws IOException {
        return switch (type) {
            case "orderbook_delta" -> Books.delta(envelope, yesPrices);
            case "orderbook_snapshot" -> Books.snapshot(envelope, yesPrices);
            case "ticker", "ticker_v2" -> Markets.summary(envelope.requiredBody());
            case "trade" -> Markets.trade(envelope.requiredBody());
            case "fill" -> Account.fill(envelope.requiredBody());
            case "user_order" -> Account.order(envelope.requiredBody());
            case "market_position" -> Account.position(envelope.requiredBody());
            case "order_group_updates" -> Account.orderGroup(envelope.requiredBody());
            case "market_lifecycle_v2", "multivariate_market_lifecycle" ->
                Markets.marketLifecycle(envelope.requiredBody(), bodyText(text));
            case "event_lifecycle", "event_fee_update" ->
                Markets.eventLifecycle(type, envelope.requiredBody(), bodyText(text));
            case "multivariate_lookup", "multivariate" -> Markets.lookUp(envelope.requiredBody(), bodyText(text));
            case "rfq_created" -> Communications.requested(envelope.requiredBody());
            case "rfq_deleted" -> Communications.requestDeleted(envelope.requiredBody());
            case "quote_created" -> Communications.quoted(envelope.requiredBody());
            case "quote_accepted" -> Communications.accepted(envelope.requiredBody());
            case "quote_executed" -> Communications.executed(envelope.requiredBody());
            case "cfbenchmarks_value", "cfbenchmarks_value_5hz" -> Vendors.index(envelope.requiredBody());
            case "pyth_value" -> Vendors.underlying(envelope.requiredBody());
            case "cfbenchmarks_value_indexlist", "cfbenchmarks_value_5hz_indexlist" ->
                Replies.available(envelope, Field.INDEX_IDS);
            case "pyth_value_underlying_list" -> Replies.available(envelope, Field.UNDERLYING_TICKERS);
            case "subscribed" -> Replies.subscribed(envelope);
            case "ok" -> Replies.done(envelope);
            case "unsubscribed" -> Replies.unsubscribed(envelope);
            case "error" -> Replies.refused(envelope);
            default -> null;
        };
    }

    /** Finds the text of {@code msg} in a second pass: few messages need it, and offsets cost the others time. */
    private String bodyText(String text) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                long start = parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (name.equals("msg") && token == JsonToken.START_OBJECT) {
                    long end = parser.currentTokenLocation().getCharOffset();
                    return text.substring((int) start, (int) end + 1);
                }
            }
        }
        throw new WireFormatException("expected an object in 'msg', found none");
    }

    private static long subscription(Envelope envelope, StreamMessage message) {
        return message instanceof ControlReply.Subscribed subscribed
                ? subscribed.subscription()
                : envelope.subscription;
    }

    private static Decoded unreadable(Envelope envelope, @Nullable String reason) {
        String type = envelope.type == null ? null : WireFormatException.clip(envelope.type);
        String ticker = envelope.body.text(Field.MARKET_TICKER, Field.TICKER);
        return new Decoded(
                UNREADABLE,
                envelope.subscription,
                envelope.sequence,
                new Unreadable(
                        type,
                        ticker == null ? null : WireFormatException.clip(ticker),
                        WireFormatException.clip(reason == null ? "no reason given" : reason)));
    }
}
