package caravan.sandbox.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The latest requests, in the order in which they came. Holds no token. Not thread-safe. */
final class Journal {
    private static final int LONGEST = 2_000;
    /** How much of a body is kept, in bytes. */
    private static final int BODY = 4 << 10;

    /** @param status 0 when the connection was dropped before anything was applied */
    private record Entry(
            long number,
            Instant time,
            String method,
            String path,
            int status,
            @Nullable String fault,
            String body) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final String secret;
    private long requests;

    /** @param secret what is left out of paths */
    Journal(String secret) {
        this.secret = secret;
    }

    void note(Call call, int status, @Nullable Fault fault) {
        requests++;
        String path = "/" + String.join("/", call.path()).replace(secret, "{token}");
        String kind = fault == null ? null : fault.kind().word();
        entries.add(new Entry(requests, call.time(), call.method(), path, status, kind, text(call)));
        if (entries.size() > LONGEST) {
            entries.remove();
        }
    }

    /** Files are not text: of a form only the size is told. What is cut off ends in its whole size. */
    private static String text(Call call) {
        Buffer body = call.body();
        boolean form =
                String.valueOf(call.contentType()).toLowerCase(Locale.ROOT).startsWith("multipart/");
        if (form) {
            return body.length() + " bytes";
        }
        return body.length() <= BODY
                ? body.toString(StandardCharsets.UTF_8)
                : body.getString(0, BODY, "UTF-8") + "… " + body.length() + " bytes";
    }

    /** How many requests there were in all. */
    long requests() {
        return requests;
    }

    void clear() {
        entries.clear();
    }

    ObjectNode json() {
        ObjectNode body = Reply.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("requests");
        for (Entry entry : entries) {
            list.addObject()
                    .put("number", entry.number())
                    .put("time", entry.time().toString())
                    .put("method", entry.method())
                    .put("path", entry.path())
                    .put("status", entry.status())
                    .put("fault", entry.fault())
                    .put("body", entry.body());
        }
        return body;
    }
}
