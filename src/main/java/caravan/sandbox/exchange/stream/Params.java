package caravan.sandbox.exchange.stream;

import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a client: its name, its id and what it is about. Strict about types, as the exchange is. */
final class Params {
    private final @Nullable Long id;
    private final String name;
    private final JsonNode params;

    private Params(@Nullable Long id, String name, JsonNode params) {
        this.id = id;
        this.name = name;
        this.params = params;
    }

    /** @throws IllegalArgumentException if the text is no command */
    static Params command(String text) {
        ObjectNode command = Json.read(text);
        JsonNode id = command.path("id");
        JsonNode name = command.path("cmd");
        JsonNode params = command.path("params");
        boolean numbered = id.isIntegralNumber() && id.canConvertToLong() && id.longValue() >= 0;
        if ((!numbered && !absent(id))
                || (!name.isTextual() && !absent(name))
                || (!params.isObject() && !absent(params))) {
            throw new IllegalArgumentException("expected a number from 0 up, a name and an object, found others");
        }
        // The exchange takes 0 for no id.
        return new Params(numbered && id.longValue() != 0 ? id.longValue() : null, name.asText(), params);
    }

    @Nullable
    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    void require() {
        if (!params.isObject()) {
            throw new BadCommand(StreamError.PARAMS_REQUIRED);
        }
    }

    boolean flag(String field) {
        JsonNode node = params.path(field);
        if (!node.isBoolean() && !absent(node)) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return node.booleanValue();
    }

    String text(String field) {
        JsonNode node = params.path(field);
        if (!node.isTextual() && !absent(node)) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return node.isTextual() ? node.textValue() : "";
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array(field)) {
            if (!node.isTextual()) {
                throw new BadCommand(StreamError.INVALID_PARAMETER);
            }
            texts.add(node.textValue());
        }
        return texts;
    }

    List<Integer> sids() {
        List<Integer> sids = new ArrayList<>();
        for (JsonNode node : array("sids")) {
            sids.add(sid(node));
        }
        return sids;
    }

    /** The one subscription that is meant, by either of two names. */
    int oneSid() {
        List<Integer> sids = sids();
        if (!absent(params.path("sid"))) {
            sids.add(sid(params.path("sid")));
        }
        if (sids.size() != 1) {
            throw new BadCommand(StreamError.ONE_SID_REQUIRED);
        }
        return sids.get(0);
    }

    /** What is named by a field for one or by a field for many, never by both. */
    List<String> oneOrMany(String one, String many) {
        String single = text(one);
        List<String> several = texts(many);
        if (single.isEmpty()) {
            return several;
        }
        if (!absent(params.path(many))) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return List.of(single);
    }

    boolean namesIds() {
        return !absent(params.path("market_id")) || !absent(params.path("market_ids"));
    }

    /** Quotes can be divided among connections. */
    void requireShard() {
        boolean keyed = !absent(params.path("shard_key"));
        if (absent(params.path("shard_factor"))) {
            if (keyed) {
                throw new BadCommand(StreamError.SHARD_FACTOR_REQUIRED);
            }
            return;
        }
        long factor = number("shard_factor");
        if (factor <= 0) {
            throw new BadCommand(StreamError.SHARD_FACTOR_NOT_POSITIVE);
        }
        if (factor > 100) {
            throw new BadCommand(StreamError.SHARD_FACTOR_TOO_LARGE);
        }
        long key = keyed ? number("shard_key") : 0;
        if (key < 0 || key >= factor) {
            throw new BadCommand(StreamError.SHARD_KEY_OUT_OF_RANGE);
        }
    }

    private long number(String field) {
        JsonNode node = params.path(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return node.longValue();
    }

    private JsonNode array(String field) {
        JsonNode node = params.path(field);
        if (!node.isArray() && !absent(node)) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return node;
    }

    private static int sid(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new BadCommand(StreamError.INVALID_PARAMETER);
        }
        return node.intValue();
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
