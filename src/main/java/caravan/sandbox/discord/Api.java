package caravan.sandbox.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Discord's answers to single requests. Used from the event loop only. */
final class Api {
    private static final Set<String> TRUE = Set.of("true", "True", "1");

    private final DiscordOptions options;
    private final Messages messages;

    Api(DiscordOptions options, Messages messages) {
        this.options = options;
        this.messages = messages;
    }

    /**
     * What a request is, before it is carried out.
     *
     * @param route method and path template, for the rate limits
     * @param refusal why it may not be carried out, or null
     */
    record Call(String route, @Nullable Reply refusal) {}

    /** Recognizes a request and who sends it. */
    Call recognize(String method, String[] path, @Nullable String userAgent, @Nullable String authorization) {
        if (userAgent == null || !userAgent.startsWith("DiscordBot (")) {
            return new Call(method, Reply.error(403, 40333, "internal network error"));
        }
        String first = path.length > 0 ? path[0] : "";
        boolean known =
                (first.equals("webhooks") || first.equals("channels") || first.equals("users")) && path.length >= 2;
        if (!known) {
            return new Call(method, Reply.error(404, 0, "404: Not Found"));
        }
        String template = method + " /" + first + (path.length > 3 ? "/messages/{id}" : "");
        return new Call(
                template, first.equals("webhooks") ? webhookRefusal(path) : botRefusal(first, path, authorization));
    }

    private @Nullable Reply webhookRefusal(String[] path) {
        if (!path[1].equals(options.webhookId())) {
            return Reply.error(404, 10015, "Unknown Webhook");
        }
        boolean right = path.length > 2 && path[2].equals(options.webhookToken());
        return right ? null : Reply.error(401, 50027, "Invalid Webhook Token");
    }

    private @Nullable Reply botRefusal(String first, String[] path, @Nullable String authorization) {
        if (!("Bot " + options.botToken()).equals(authorization)) {
            return Reply.error(401, 0, "401: Unauthorized");
        }
        boolean elsewhere = first.equals("channels") && !path[1].equals(options.channelId());
        return elsewhere ? Reply.error(404, 10003, "Unknown Channel") : null;
    }

    /** Carries out a request that was recognized. */
    Reply run(String method, String[] path, MultiMap parameters, String body) {
        if (path[0].equals("users")) {
            return path.length == 2 && path[1].equals("@me") && method.equals("GET")
                    ? Reply.ok(Messages.author(false, "Caravan"))
                    : Reply.error(404, 0, "404: Not Found");
        }
        boolean webhook = path[0].equals("webhooks");
        int at = webhook ? 3 : 2;
        boolean collection = webhook ? path.length == 3 : path.length == 3 && path[2].equals("messages");
        if (webhook && collection && method.equals("GET")) {
            return Reply.ok(webhook());
        }
        if (collection && method.equals("POST")) {
            return create(webhook, body, TRUE.contains(String.valueOf(parameters.get("wait"))));
        }
        if (!webhook && collection && method.equals("GET")) {
            return list(parameters);
        }
        if (path.length != at + 2 || !path[at].equals("messages")) {
            return Reply.error(404, 0, "404: Not Found");
        }
        Messages.Stored message = messages.find(path[at + 1]);
        boolean foreign = message != null && webhook != message.json().has("webhook_id");
        if (message == null || webhook && foreign) {
            return Reply.unknownMessage();
        }
        return switch (method) {
            case "GET" -> Reply.ok(message.json());
            case "PATCH" ->
                foreign
                        ? Reply.error(403, 50005, "Cannot edit a message authored by another user")
                        : edit(message, body);
            case "DELETE" -> {
                messages.delete(message);
                yield Reply.noContent();
            }
            default -> Reply.error(405, 0, "405: Method Not Allowed");
        };
    }

    private Reply create(boolean webhook, String body, boolean wait) {
        JsonNode request = read(body);
        if (request == null) {
            return Reply.error(400, 50109, "The request body contains invalid JSON.");
        }
        Reply refusal = refuse(request);
        if (refusal != null) {
            return refusal;
        }
        Messages.Stored stored = messages.create(webhook, request);
        if (stored == null) {
            return Reply.unknownMessage();
        }
        return webhook && !wait ? Reply.noContent() : Reply.ok(stored.json());
    }

    private Reply edit(Messages.Stored message, String body) {
        JsonNode request = read(body);
        if (request == null) {
            return Reply.error(400, 50109, "The request body contains invalid JSON.");
        }
        ObjectNode after = message.json().deepCopy();
        request.fields().forEachRemaining(field -> after.set(field.getKey(), field.getValue()));
        ObjectNode errors = MessageRules.check(request);
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        return MessageRules.isEmpty(after)
                ? Reply.error(400, 50006, "Cannot send an empty message")
                : Reply.ok(messages.edit(message, request).json());
    }

    private static @Nullable Reply refuse(JsonNode request) {
        ObjectNode errors = MessageRules.check(request);
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        return MessageRules.isEmpty(request) ? Reply.error(400, 50006, "Cannot send an empty message") : null;
    }

    private Reply list(MultiMap parameters) {
        String after = parameters.get("after");
        String before = parameters.get("before");
        String limit = parameters.get("limit");
        boolean numbers = snowflake(after) && snowflake(before) && (limit == null || limit.matches("\\d{1,3}"));
        int most = numbers && limit != null ? Integer.parseInt(limit) : 50;
        if (!numbers || most < 1 || most > 100) {
            return Reply.error(400, 50035, "Invalid Form Body");
        }
        ArrayNode found = Reply.MAPPER.createArrayNode();
        messages.list(
                        after == null ? 0 : Long.parseLong(after),
                        before == null ? Long.MAX_VALUE : Long.parseLong(before),
                        most)
                .forEach(message -> found.add(message.json()));
        return Reply.ok(found);
    }

    private ObjectNode webhook() {
        return Reply.MAPPER
                .createObjectNode()
                .put("id", options.webhookId())
                .put("type", 1)
                .put("name", "Caravan")
                .putNull("avatar")
                .put("channel_id", options.channelId())
                .put("guild_id", "345678901234567890")
                .putNull("application_id")
                .put("token", options.webhookToken());
    }

    private static boolean snowflake(@Nullable String text) {
        return text == null || Messages.isSnowflake(text);
    }

    private static @Nullable JsonNode read(String body) {
        try {
            JsonNode node = Reply.MAPPER.readTree(body);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            // Discord answers with an error of its own, which is what the caller makes of null.
            return null;
        }
    }
}
