package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the one channel and its threads, oldest first. Not thread-safe.
 *
 * <p>Only the newest are kept, so many and of so many bytes, so that a stand-in that runs for weeks does not fill the memory.
 */
final class Messages {
    static final int MOST = 10_000;
    static final long MOST_BYTES = 64L << 20;
    static final int PUBLIC_THREAD = 11;
    static final int PRIVATE_THREAD = 12;

    private static final long EPOCH_MILLIS = 1_420_070_400_000L;
    /** Suppressed embeds, suppressed notifications, components of the second form; others are not a sender's to set. */
    private static final int SETTABLE_FLAGS = 1 << 2 | 1 << 12 | MessageRules.COMPONENTS_V2;

    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    /** The newest threads by their ids, with their kinds. */
    private final Map<String, Integer> threads = new LinkedHashMap<>();

    private final DiscordOptions options;
    private final Attachments attachments;
    private long lastId;
    private long bytes;

    Messages(DiscordOptions options, Supplier<String> pageUrl) {
        this.options = options;
        this.attachments = new Attachments(pageUrl, () -> nextId(options.clock().instant()));
    }

    /** Keeps a new message. */
    Message create(String channel, boolean webhook, Payload payload) {
        Instant now = options.clock().instant();
        JsonNode request = payload.json();
        ObjectNode json = Reply.MAPPER.createObjectNode();
        json.put("type", 0).put("content", "");
        json.putArray("mentions");
        json.putArray("mention_roles");
        json.putArray("attachments");
        json.putArray("embeds");
        json.put("timestamp", time(now)).putNull("edited_timestamp");
        json.put("flags", flags(request));
        json.putArray("components");
        json.put("id", nextId(now)).put("channel_id", channel);
        String id = webhook ? options.webhookId() : DiscordOptions.BOT_ID;
        json.set("author", author(id, webhook ? request.path("username").asText("Caravan") : "Caravan"));
        json.put("pinned", false).put("mention_everyone", false).put("tts", false);
        if (webhook) {
            json.put("webhook_id", id);
        }
        Message message = new Message(now, webhook, json, request);
        apply(message, payload);
        messages.put(Long.parseLong(message.id()), message);
        measure(message);
        return message;
    }

    void edit(Message message, Payload payload) {
        apply(message, payload);
        message.json().put("edited_timestamp", time(options.clock().instant()));
        message.request(payload.json());
        measure(message);
    }

    void delete(Message message) {
        if (messages.remove(Long.parseLong(message.id())) != null) {
            bytes -= message.size();
        }
    }

    /** Takes account of what a message takes, and makes room. */
    private void measure(Message message) {
        bytes -= message.size();
        message.measure();
        bytes += message.size();
        while (messages.size() > MOST || bytes > MOST_BYTES && messages.size() > 1) {
            delete(messages.firstEntry().getValue());
        }
    }

    /** The message of that id; null where there is none in the channel. */
    @Nullable
    Message find(String channel, String id) {
        Message message = isSnowflake(id) ? messages.get(Long.parseLong(id)) : null;
        return message != null && message.channel().equals(channel) ? message : null;
    }

    /** The message of that id in any channel; null where there is none. */
    @Nullable
    Message find(String id) {
        return isSnowflake(id) ? messages.get(Long.parseLong(id)) : null;
    }

    /** Newest first. As on Discord, the oldest of those after an id, and otherwise the newest of all. */
    List<Message> list(String channel, long after, long before, int limit) {
        List<Message> found = new ArrayList<>();
        for (Message message : messages.subMap(after, false, before, false).values()) {
            if (message.channel().equals(channel)) {
                found.add(message);
            }
        }
        int from = after > 0 ? 0 : Math.max(0, found.size() - limit);
        List<Message> newestFirst = new ArrayList<>(found.subList(from, Math.min(found.size(), from + limit)));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    Collection<Message> all() {
        return messages.values();
    }

    boolean isChannel(String id) {
        return id.equals(options.channelId()) || isThread(id);
    }

    boolean isThread(String id) {
        return threads.containsKey(id);
    }

    int threadType(String id) {
        return threads.getOrDefault(id, PUBLIC_THREAD);
    }

    /**
     * Opens a thread.
     *
     * @param message the message that it hangs on, whose id it takes; null for a thread of its own
     * @param type {@link #PUBLIC_THREAD} or {@link #PRIVATE_THREAD}
     * @return its id; null where the message has a thread already
     */
    @Nullable
    String thread(@Nullable Message message, int type) {
        String id = message == null ? nextId(options.clock().instant()) : message.id();
        if (threads.putIfAbsent(id, type) != null) {
            return null;
        }
        if (threads.size() > MOST) {
            threads.remove(threads.keySet().iterator().next());
        }
        return id;
    }

    /** Whether text is an id: a positive number that fits in 63 bits. */
    static boolean isSnowflake(String text) {
        return text.matches("\\d{1,18}|[1-8]\\d{18}");
    }

    static int flags(JsonNode request) {
        return request.path("flags").asInt(0) & SETTABLE_FLAGS;
    }

    static ObjectNode author(String id, String name) {
        ObjectNode author = Reply.MAPPER.createObjectNode();
        author.put("id", id)
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
    private void apply(Message message, Payload payload) {
        ObjectNode json = message.json();
        JsonNode request = payload.json();
        if (request.has("content")) {
            json.put("content", request.path("content").asText("").strip());
        }
        if (request.has("embeds")) {
            json.set("embeds", Embeds.shown(request.path("embeds")));
        }
        if (request.has("components")) {
            json.set("components", request.path("components").isArray() ? request.path("components") : emptyList());
        }
        attachments.apply(message, payload);
        String content = json.path("content").asText();
        JsonNode allowed = request.path("allowed_mentions");
        boolean everyone = allowed.isObject() ? contains(allowed.path("parse"), "everyone") : !message.isWebhooks();
        json.put("mention_everyone", everyone && content.matches("(?s).*@(everyone|here)\\b.*"));
    }

    private static ArrayNode emptyList() {
        return Reply.MAPPER.createArrayNode();
    }

    private static boolean contains(JsonNode array, String word) {
        for (JsonNode node : array) {
            if (node.asText().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private String nextId(Instant now) {
        lastId = Math.max(lastId + 1, (now.toEpochMilli() - EPOCH_MILLIS) << 22);
        return Long.toString(lastId);
    }

    private static String time(Instant instant) {
        return instant.toString().replace("Z", "+00:00");
    }
}
