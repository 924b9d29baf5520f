package caravan.sandbox.discord;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves the page that shows the messages. It may run and load nothing but its own three files and the messages' pictures. */
final class Page {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record File(String name, String type) {}

    private static final Map<String, File> FILES = Map.of(
            "/", new File("messages.html", "text/html; charset=utf-8"),
            "/messages.js", new File("messages.js", "text/javascript; charset=utf-8"),
            "/messages.css", new File("messages.css", "text/css; charset=utf-8"));

    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private Page() {}

    static void send(HttpServerResponse response, String path) {
        File file = FILES.get(path);
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-store");
        if (file == null) {
            response.setStatusCode(404).putHeader("Content-Type", "text/plain").end("not found\n");
        } else {
            response.putHeader("Content-Type", file.type()).end(read(file.name()));
        }
    }

    /** Sends a message's file; only a picture is shown in the page, anything else is for saving. */
    static void sendFile(HttpServerResponse response, @Nullable Upload file) {
        if (file == null) {
            send(response, "");
            return;
        }
        boolean picture = PICTURES.contains(file.contentType());
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Disposition", picture ? "inline" : "attachment")
                .putHeader("Content-Type", picture ? file.contentType() : "application/octet-stream")
                .end(file.content());
    }

    private static Buffer read(String name) {
        try (InputStream in = Page.class.getResourceAsStream("/sandbox/" + name)) {
            if (in == null) {
                throw new IllegalStateException("expected /sandbox/" + name + " in the program, found nothing");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
