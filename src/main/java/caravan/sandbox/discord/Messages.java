package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of the one channel, oldest first. Not thread-safe. */
final class Messages {
    private static final long EPOCH_MILLIS = 1_420_070_400_000L;
    private static final Set<String> EMBED_FIELDS = Set.of(
            "title", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "author", "fields");

    /**
     * A message as it is kept.
     *
     * @param author the webhook's or the bot's id
     * @param request the last body that was sent for it
     */
    record Stored(String author, Instant received, ObjectNode json, JsonNode request) {}

    private record Nonce(String messageId, Instant used) {}

    private final NavigableMap<Long, Stored> messages = new TreeMap<>();
    private final Map<String, Nonce> nonces = new HashMap<>();
    private final DiscordOptions options;
    private final InstantSource clock;
    private long lastId;

    Messages(DiscordOptions options) {
        this.options = options;
        this.clock = options.clock();
    }

    /**
     * Keeps a new message, or finds the one that was sent with the same nonce.
     *
     * @return null when that one was deleted meanwhile
     */
    @Nullable
    Stored create(boolean webhook, JsonNode request) {
        Instant now = clock.instant();
        String author = webhook ? options.webhookId() : DiscordOptions.BOT_ID;
        String nonce = request.path("nonce").asText("");
        boolean enforced =
                !webhook && !nonce.isEmpty() && request.path("enforce_nonce").asBoolean(false);
        Nonce earlier = enforced ? nonces.get(nonce) : null;
        if (earlier != null && Duration.between(earlier.used(), now).compareTo(options.nonceWindow()) <= 0) {
            return messages.get(Long.parseLong(earlier.messageId()));
        }
        String id = nextId(now);
        ObjectNode json = Reply.MAPPER.createObjectNode();
        json.put("type", 0).put("content", "");
        json.putArray("mentions");
        json.putArray("mention_roles");
        json.putArray("attachments");
        json.putArray("embeds");
        json.put("timestamp", time(now)).putNull("edited_timestamp");
        json.put("flags", request.path("flags").asInt(0));
        json.putArray("components");
        json.put("id", id).put("channel_id", options.channelId());
        json.set("author", author(webhook, request.path("username").asText("Caravan")));
        json.put("pinned", false).put("mention_everyone", false).put("tts", false);
        if (webhook) {
            json.put("webhook_id", author);
        } else if (!nonce.isEmpty()) {
            json.put("nonce", nonce);
        }
        apply(json, request, !webhook);
        Stored stored = new Stored(author, now, json, request);
        messages.put(Long.parseLong(id), stored);
        if (enforced) {
            nonces.put(nonce, new Nonce(id, now));
        }
        return stored;
    }

    Stored edit(Stored message, JsonNode request) {
        apply(message.json(), request, !message.json().has("webhook_id"));
        message.json().put("edited_timestamp", time(clock.instant()));
        Stored edited = new Stored(message.author(), message.received(), message.json(), request);
        messages.put(id(message), edited);
        return edited;
    }

    void delete(Stored message) {
        messages.remove(id(message));
    }

    @Nullable
    Stored find(String id) {
        return isSnowflake(id) ? messages.get(Long.parseLong(id)) : null;
    }

    /** Newest first. */
    List<Stored> list(long after, long before, int limit) {
        List<Stored> found = new ArrayList<>();
        // As on Discord, "after" gives the messages that follow it, and the newest of all otherwise.
        boolean forward = after > 0;
        Collection<Stored> range = messages.subMap(after, false, before, false).values();
        List<Stored> oldestFirst = new ArrayList<>(range);
        int from = forward ? 0 : Math.max(0, oldestFirst.size() - limit);
        found.addAll(oldestFirst.subList(from, Math.min(oldestFirst.size(), from + limit)));
        Collections.reverse(found);
        return found;
    }

    /** Whether text is an id: a positive number that fits in 63 bits. */
    static boolean isSnowflake(String text) {
        return text.matches("\\d{1,18}|[1-8]\\d{18}");
    }

    Collection<Stored> all() {
        return messages.values();
    }

    static ObjectNode author(boolean webhook, String name) {
        ObjectNode author = Reply.MAPPER.createObjectNode();
        author.put("id", webhook ? "" : DiscordOptions.BOT_ID)
                .put("username", name)
                .putNull("avatar")
                .put("discriminator", "0000")
                .put("public_flags", 0)
                .put("flags", 0)
                .put("bot", true)
                .putNull("global_name")
                .putNull("clan")
                .putNull("primary_guild");
        return author;
    }

    /** What a body says about a message; what it leaves out stays. */
    private void apply(ObjectNode json, JsonNode request, boolean everyoneByDefault) {
        if (request.has("content")) {
            json.put("content", request.path("content").asText("").strip());
        }
        if (request.has("embeds")) {
            json.set("embeds", embeds(request.path("embeds")));
        }
        if (request.has("components")) {
            json.set("components", request.path("components"));
        }
        String content = json.path("content").asText();
        JsonNode allowed = request.path("allowed_mentions");
        boolean everyone = allowed.isObject() ? contains(allowed.path("parse"), "everyone") : everyoneByDefault;
        json.put("mention_everyone", everyone && content.matches("(?s).*@(everyone|here)\\b.*"));
        if (json.has("webhook_id")) {
            ((ObjectNode) json.path("author")).put("id", json.path("webhook_id").asText());
        }
    }

    /** Of two embeds with the same address only the first is shown, as Discord does. */
    private static ArrayNode embeds(JsonNode sent) {
        ArrayNode kept = Reply.MAPPER.createArrayNode();
        Set<String> urls = new HashSet<>();
        for (JsonNode embed : sent) {
            String url = embed.path("url").asText("");
            if (embed instanceof ObjectNode object && (url.isEmpty() || urls.add(url))) {
                ObjectNode own = object.deepCopy().retain(EMBED_FIELDS);
                kept.add(own.put("type", "rich"));
            }
        }
        return kept;
    }

    private static boolean contains(JsonNode array, String word) {
        for (JsonNode node : array) {
            if (node.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static long id(Stored message) {
        return message.json().path("id").asLong();
    }

    private String nextId(Instant now) {
        lastId = Math.max(lastId + 1, (now.toEpochMilli() - EPOCH_MILLIS) << 22);
        return Long.toString(lastId);
    }

    private static String time(Instant instant) {
        return instant.toString().replace("Z", "+00:00");
    }
}
