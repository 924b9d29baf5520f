package caravan.kalshi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the known fields of a message body from JSON. */
final class BodyReader {
    private static final JsonFactory JSON = new JsonFactory();

    private BodyReader() {}

    /** Reads the object whose start is the parser's current token, to its end. */
    static void read(JsonParser parser, Body body) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            Field field = Field.named(name);
            JsonToken token = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                switch (field.shape) {
                    case PLAIN -> body.put(field, plain(parser, token, field));
                    case LIST -> body.putList(field, list(parser, token, field));
                    case PAIRS -> body.putList(field, pairs(parser, token, field));
                    case JSON -> body.put(field, json(parser));
                    case NESTED -> readMetadata(parser, token, body);
                }
            }
        }
    }

    /** The plain fields of an answer over REST, where lists of their own are no message. */
    static Body read(JsonNode object) {
        Body body = new Body();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            Field field = Field.named(entry.getKey());
            JsonNode value = entry.getValue();
            if (field == null || field.shape != Field.Shape.PLAIN || value.isNull()) {
                continue;
            }
            if (!value.isValueNode()) {
                throw expected("a plain value", field, value.asToken());
            }
            body.put(field, value.asText());
        }
        return body;
    }

    /** Takes the event's ticker, which lifecycle messages name nowhere else. */
    private static void readMetadata(JsonParser parser, JsonToken token, Body body) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("event_ticker")) {
                body.put(Field.ADDITIONAL_METADATA, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String plain(JsonParser parser, @Nullable JsonToken token, Field field) throws IOException {
        if (token == null || !token.isScalarValue()) {
            throw expected("a plain value", field, token);
        }
        return parser.getText();
    }

    private static String json(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator writer = JSON.createGenerator(text)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
                writer.copyCurrentEventExact(parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
        }
        return text.toString();
    }

    private static List<String> list(JsonParser parser, @Nullable JsonToken token, Field field) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw expected("a list", field, token);
        }
        List<String> items = new ArrayList<>();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            items.add(plain(parser, item, field));
        }
        return items;
    }

    private static List<String> pairs(JsonParser parser, @Nullable JsonToken token, Field field) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw expected("a list of [price, quantity]", field, token);
        }
        List<String> flat = new ArrayList<>(64);
        for (JsonToken pair = parser.nextToken(); pair != JsonToken.END_ARRAY; pair = parser.nextToken()) {
            if (pair != JsonToken.START_ARRAY) {
                throw expected("[price, quantity]", field, pair);
            }
            flat.add(plain(parser, parser.nextToken(), field));
            flat.add(plain(parser, parser.nextToken(), field));
            JsonToken end = parser.nextToken();
            if (end != JsonToken.END_ARRAY) {
                throw expected("the end of [price, quantity]", field, end);
            }
        }
        return flat;
    }

    private static WireFormatException expected(String what, Field field, @Nullable JsonToken found) {
        return new WireFormatException("expected " + what + " in '" + field + "', found " + Envelope.describe(found));
    }
}
