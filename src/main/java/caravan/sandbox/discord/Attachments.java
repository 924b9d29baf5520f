package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The files of a message: which it has after a request, and where they are fetched. */
final class Attachments {
    private final Supplier<String> pageUrl;
    private final Supplier<String> ids;

    /**
     * @param pageUrl where the stand-in's own pages are, known once it listens
     * @param ids makes a new id
     */
    Attachments(Supplier<String> pageUrl, Supplier<String> ids) {
        this.pageUrl = pageUrl;
        this.ids = ids;
    }

    /** The ids of the files that an edit leaves: all of them, unless it lists those that stay. */
    static Set<String> kept(Message message, JsonNode request) {
        Set<String> kept = new HashSet<>(message.files().keySet());
        if (request.path("attachments").isArray()) {
            Set<String> listed = new HashSet<>();
            request.path("attachments")
                    .forEach(entry -> listed.add(entry.path("id").asText()));
            kept.retainAll(listed);
        } else if (request.has("attachments")) {
            kept.clear();
        }
        return kept;
    }

    /** Gives a message the files of a request, and takes away what an edit does not list. */
    void apply(Message message, Payload payload) {
        JsonNode request = payload.json();
        message.files().keySet().retainAll(kept(message, request));
        ArrayNode described = Reply.MAPPER.createArrayNode();
        message.json().path("attachments").forEach(known -> {
            if (message.files().containsKey(known.path("id").asText())) {
                described.add(known);
            }
        });
        for (Upload file : payload.files()) {
            String id = ids.get();
            message.files().put(id, file);
            described.add(json(message, id, file, entry(request, file)));
        }
        message.json().set("attachments", described);
        Map<String, String> urls = new TreeMap<>();
        described.forEach(entry -> urls.put(
                EmbedRules.ATTACHED + entry.path("filename").asText(),
                entry.path("url").asText()));
        message.json().path("embeds").forEach(embed -> resolve(embed, urls));
    }

    private static JsonNode entry(JsonNode request, Upload file) {
        for (JsonNode entry : request.path("attachments")) {
            if (file.number().equals(entry.path("id").asText())) {
                return entry;
            }
        }
        return Reply.MAPPER.createObjectNode();
    }

    private ObjectNode json(Message message, String id, Upload file, JsonNode entry) {
        String url = pageUrl.get() + "attachments/" + message.channel() + "/" + id + "/"
                + URLEncoder.encode(file.filename(), StandardCharsets.UTF_8);
        ObjectNode json = Reply.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("filename", file.filename())
                .put("size", file.content().length())
                .put("url", url)
                .put("proxy_url", url)
                .put("content_type", file.contentType());
        if (entry.hasNonNull("description")) {
            json.put("description", entry.path("description").asText());
        }
        return json;
    }

    /** Puts the addresses of files in the place of their names. */
    private static void resolve(JsonNode embed, Map<String, String> urls) {
        for (String part : List.of("image", "thumbnail", "footer", "author")) {
            for (String field : List.of("url", "icon_url")) {
                String url = urls.get(embed.path(part).path(field).asText());
                if (url != null && embed.path(part) instanceof ObjectNode object) {
                    object.put(field, url);
                }
            }
        }
    }
}
