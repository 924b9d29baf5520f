package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out what may be carried out. Used from the event loop only. */
final class Api {
    private static final String GUILD_ID = "345678901234567890";
    private static final List<Integer> ARCHIVE_MINUTES = List.of(60, 1_440, 4_320, 10_080);
    private static final List<Integer> THREAD_TYPES = List.of(Messages.PUBLIC_THREAD, Messages.PRIVATE_THREAD);

    private final DiscordOptions options;
    private final Messages messages;
    private final Access access;
    private final Nonces nonces;

    Api(DiscordOptions options, Messages messages, Access access) {
        this.options = options;
        this.messages = messages;
        this.access = access;
        this.nonces = new Nonces(options.nonceWindow());
    }

    /** The channel that a call is about. */
    String channel(Operation operation, Call call) {
        if (!operation.isWebhook()) {
            return call.part(1);
        }
        String thread = call.parameters().get("thread_id");
        return thread == null ? options.channelId() : thread;
    }

    /** When the message was created that a call is about; null where there is none. */
    @Nullable
    Instant created(Operation operation, Call call) {
        Message message = messages.find(channel(operation, call), call.part(operation.messageAt()));
        return message == null ? null : message.received();
    }

    Reply run(Operation operation, Call call) {
        String channel = channel(operation, call);
        return switch (operation) {
            case WEBHOOK -> Reply.ok(webhook());
            case ME -> Reply.ok(Messages.author(DiscordOptions.BOT_ID, "Caravan"));
            case APPLICATION -> Reply.ok(application());
            case CHANNEL -> Reply.ok(channel(channel));
            case EXECUTE -> execute(call, channel);
            case CREATE -> create(call, channel);
            case LIST -> list(call.parameters(), channel);
            case THREAD -> thread(call, null);
            default -> ofMessage(operation, call, channel);
        };
    }

    private Reply ofMessage(Operation operation, Call call, String channel) {
        String id = call.part(operation.messageAt());
        if (!Messages.isSnowflake(id)) {
            return Reply.notSnowflake("message_id", id);
        }
        Message message = messages.find(channel, id);
        if (message == null || (operation.isWebhook() && !message.isWebhooks())) {
            return Reply.unknownMessage();
        }
        boolean own = operation.isWebhook() == message.isWebhooks();
        return switch (operation) {
            case EDIT, WEBHOOK_EDIT ->
                own ? edit(call, message) : Reply.error(403, 50005, "Cannot edit a message authored by another user");
            case DELETE, WEBHOOK_DELETE -> {
                if (!own && !access.has(Permission.MANAGE_MESSAGES)) {
                    yield Access.missing();
                }
                messages.delete(message);
                yield Reply.noContent();
            }
            case THREAD_ON_MESSAGE -> thread(call, message);
            default -> Reply.ok(message.json());
        };
    }

    private Reply execute(Call call, String channel) {
        Payload payload = Payload.read(call);
        if (!call.isSet("with_components")) {
            payload.json().remove("components");
        }
        Reply refusal = newRefusal(payload, true);
        if (refusal != null) {
            return refusal;
        }
        Message message = messages.create(channel, true, payload);
        return call.isSet("wait") ? Reply.ok(message.json()) : Reply.noContent();
    }

    private Reply create(Call call, String channel) {
        Payload payload = Payload.read(call);
        Reply refusal = newRefusal(payload, false);
        if (refusal != null) {
            return refusal;
        }
        String nonce = payload.json().path("nonce").asText("");
        String earlier =
                nonce.isEmpty() || !payload.json().path("enforce_nonce").asBoolean()
                        ? null
                        : nonces.message(nonce, call.time());
        Message message = earlier == null ? messages.create(channel, false, payload) : messages.find(earlier);
        if (message == null) {
            return Reply.unknownMessage();
        }
        if (nonce.isEmpty()) {
            return Reply.ok(message.json());
        }
        if (earlier == null) {
            nonces.used(nonce, message.id(), call.time());
        }
        // The nonce is told here only: whether a message has it when it is fetched later is not promised.
        ObjectNode told = message.json().deepCopy();
        told.set("nonce", payload.json().path("nonce"));
        return Reply.ok(told);
    }

    private @Nullable Reply newRefusal(Payload payload, boolean webhook) {
        if (payload.refusal() != null) {
            return payload.refusal();
        }
        JsonNode request = payload.json();
        FormErrors errors =
                MessageRules.check(request, webhook, Available.of(payload.files()), Messages.flags(request));
        JsonNode reference = request.path("message_reference");
        boolean lenient = reference.has("fail_if_not_exists")
                && !reference.path("fail_if_not_exists").asBoolean();
        if (!webhook && errors.isEmpty() && reference.isObject() && !lenient) {
            if (messages.find(reference.path("message_id").asText()) == null) {
                errors.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
            }
        }
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        if (webhook && request.hasNonNull("thread_name")) {
            return Reply.error(400, 220003, "Webhooks can only create threads in forum channels");
        }
        ObjectNode shown = payload.json().deepCopy();
        shown.set("embeds", Embeds.shown(request.path("embeds")));
        shown.remove("attachments");
        if (payload.files().isEmpty() && MessageRules.isEmpty(shown)) {
            return Reply.emptyMessage();
        }
        return webhook ? null : contentRefusal(payload);
    }

    private @Nullable Reply contentRefusal(Payload payload) {
        boolean embeds = payload.json().path("embeds").isEmpty() || access.has(Permission.EMBED_LINKS);
        boolean files = payload.files().isEmpty() || access.has(Permission.ATTACH_FILES);
        return embeds && files ? null : Access.missing();
    }

    private Reply edit(Call call, Message message) {
        Payload payload = Payload.read(call);
        if (payload.refusal() != null) {
            return payload.refusal();
        }
        boolean webhook = message.isWebhooks();
        if (webhook && !call.isSet("with_components")) {
            payload.json().remove("components");
        }
        JsonNode request = payload.json();
        int flags = message.json().path("flags").asInt() | Messages.flags(request);
        Available files = Available.of(message, payload);
        FormErrors errors = MessageRules.check(request, webhook, files, flags);
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        ObjectNode after = message.json().deepCopy();
        after.setAll(payload.json());
        after.set("embeds", Embeds.shown(after.path("embeds")));
        after.remove("attachments");
        if (files.names().isEmpty() && MessageRules.isEmpty(after)) {
            return Reply.emptyMessage();
        }
        Reply refusal = webhook ? null : contentRefusal(payload);
        if (refusal != null) {
            return refusal;
        }
        messages.edit(message, payload);
        message.json().put("flags", flags);
        return Reply.ok(message.json());
    }

    private Reply list(MultiMap parameters, String channel) {
        FormErrors errors = new FormErrors();
        String after = snowflake(parameters, "after", errors);
        String before = snowflake(parameters, "before", errors);
        String limit = parameters.get("limit");
        boolean number = limit == null || limit.matches("\\d{1,3}");
        int most = number && limit != null ? Integer.parseInt(limit) : 50;
        if (!number) {
            errors.add("limit", "NUMBER_TYPE_COERCE", "Value \"" + limit + "\" is not int.");
        } else if (most < 1) {
            errors.add("limit", "NUMBER_TYPE_MIN", "int value should be greater than or equal to 1.");
        } else if (most > 100) {
            errors.add("limit", "NUMBER_TYPE_MAX", "int value should be less than or equal to 100.");
        }
        if (after != null && before != null) {
            errors.add("", "MUTUALLY_EXCLUSIVE", "Only one of before and after may be given.");
        }
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        ArrayNode found = Reply.MAPPER.createArrayNode();
        // Without the permission the list is empty, which looks as if there were no messages.
        if (access.has(Permission.READ_MESSAGE_HISTORY)) {
            messages.list(
                            channel,
                            after == null ? 0 : Long.parseLong(after),
                            before == null ? Long.MAX_VALUE : Long.parseLong(before),
                            most)
                    .forEach(message -> found.add(message.json()));
        }
        return Reply.ok(found);
    }

    private static @Nullable String snowflake(MultiMap parameters, String name, FormErrors errors) {
        String text = parameters.get(name);
        if (text != null && !Messages.isSnowflake(text)) {
            errors.add(name, "NUMBER_TYPE_COERCE", "Value \"" + text + "\" is not snowflake.");
        }
        return text;
    }

    private Reply thread(Call call, @Nullable Message message) {
        Payload payload = Payload.read(call);
        if (payload.refusal() != null) {
            return payload.refusal();
        }
        FormErrors errors = new FormErrors();
        JsonNode request = payload.json();
        errors.requiredText(request, "name", "name", 100);
        choice(errors, request, "auto_archive_duration", ARCHIVE_MINUTES);
        // A thread on a message is always public; any other is private unless it says that it is not.
        int type = message == null ? request.path("type").asInt(Messages.PRIVATE_THREAD) : Messages.PUBLIC_THREAD;
        if (message == null) {
            choice(errors, request, "type", THREAD_TYPES);
        }
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        boolean hidden = type == Messages.PRIVATE_THREAD;
        if (!access.has(hidden ? Permission.CREATE_PRIVATE_THREADS : Permission.CREATE_PUBLIC_THREADS)) {
            return Access.missing();
        }
        String id = messages.thread(message, type);
        if (id == null) {
            return Reply.error(400, 160004, "A thread has already been created for this message");
        }
        ObjectNode thread = channel(id).put("name", payload.json().path("name").asText());
        return Reply.of(201, thread);
    }

    private static void choice(FormErrors errors, JsonNode request, String name, List<Integer> allowed) {
        JsonNode node = request.path(name);
        if (FormErrors.isPresent(node)
                && !((node.isIntegralNumber() || node.isTextual()) && allowed.contains(node.asInt(-1)))) {
            errors.choices(name, allowed.toString().replace('[', '(').replace(']', ')'));
        }
    }

    private ObjectNode channel(String id) {
        ObjectNode channel = Reply.MAPPER.createObjectNode().put("id", id).put("guild_id", GUILD_ID);
        boolean thread = messages.isThread(id);
        channel.put("type", thread ? messages.threadType(id) : 0).put("name", thread ? "thread" : "fills");
        return channel.put("parent_id", thread ? options.channelId() : null);
    }

    private static ObjectNode application() {
        return Reply.MAPPER
                .createObjectNode()
                .put("id", DiscordOptions.BOT_ID)
                .put("name", "Caravan")
                .put("description", "")
                .put("bot_public", false);
    }

    private ObjectNode webhook() {
        return Reply.MAPPER
                .createObjectNode()
                .put("id", options.webhookId())
                .put("type", 1)
                .put("name", "Caravan")
                .putNull("avatar")
                .put("channel_id", options.channelId())
                .put("guild_id", GUILD_ID)
                .putNull("application_id")
                .put("token", options.webhookToken());
    }
}
