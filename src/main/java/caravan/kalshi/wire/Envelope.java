package caravan.kalshi.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every message of the stream: its type, its subscription, its place, and its body.
 *
 * <p>The fields come in any order. When reading fails half-way, what was read until then stays, so that the report can
 * name the message.
 */
final class Envelope {
    @Nullable
    String type;

    long commandId;
    long subscription;
    long sequence;
    final Body body = new Body();

    /** What {@code msg} was: most messages need an object, some replies have a list or nothing. */
    private @Nullable JsonToken bodyToken;

    void read(JsonParser parser) throws IOException {
        JsonToken start = parser.nextToken();
        if (start != JsonToken.START_OBJECT) {
            throw new WireFormatException("expected a JSON object, found " + describe(start));
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, token, name, type);
                case "id" -> commandId = number(parser, token, name);
                case "sid" -> subscription = number(parser, token, name);
                case "seq" -> sequence = number(parser, token, name);
                case "msg" -> readBody(parser, token);
                default -> parser.skipChildren();
            }
        }
        JsonToken after = parser.nextToken();
        if (after != null) {
            throw new WireFormatException("expected nothing after the message, found " + describe(after));
        }
    }

    private void readBody(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (bodyToken != null) {
            throw new WireFormatException("expected 'msg' once, found it twice");
        }
        bodyToken = token;
        if (token == JsonToken.START_OBJECT) {
            BodyReader.read(parser, body);
        } else {
            parser.skipChildren();
        }
    }

    private static String text(JsonParser parser, @Nullable JsonToken token, String name, @Nullable String before)
            throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw new WireFormatException("expected text in '" + name + "', found " + describe(token));
        }
        if (before != null) {
            throw new WireFormatException("expected '" + name + "' once, found it twice");
        }
        return parser.getText();
    }

    private static long number(JsonParser parser, @Nullable JsonToken token, String name) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new WireFormatException("expected a whole number in '" + name + "', found " + describe(token));
        }
        return parser.getLongValue();
    }

    /** The body of a message that cannot do without one. */
    Body requiredBody() {
        if (bodyToken != JsonToken.START_OBJECT) {
            throw new WireFormatException("expected an object in 'msg', found " + describe(bodyToken));
        }
        return body;
    }

    /** A token in words for an error message. */
    static String describe(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_ARRAY -> "the end of the list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> token.name();
        };
    }
}
