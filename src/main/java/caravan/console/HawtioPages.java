package caravan.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hawtio's pages, from the class path, and the few answers that its front end asks of a server: nobody logs in, and
 * nothing beside this program can be reached.
 */
final class HawtioPages implements Handler<RoutingContext> {
    private static final String PREFIX = "/hawtio/";
    private static final String FOLDER = "hawtio-static/";
    /** Plain names only: a dot at the start of one could lead out of the folder. */
    private static final Pattern FILE =
            Pattern.compile("([A-Za-z0-9_@-][A-Za-z0-9_.@-]*/)*[A-Za-z0-9_@-][\\w.@-]*\\.\\w+");

    private static final Map<String, String> ANSWERS = Map.of(
            "user", "\"public\"",
            "plugin", "[]",
            "auth/config", "{}",
            "auth/config/session-timeout", "{}",
            "keycloak/enabled", "false",
            "proxy/enabled", "false",
            "preset-connections", "[]");

    @Override
    public void handle(RoutingContext context) {
        if (!context.request().path().startsWith(PREFIX)) {
            context.redirect(PREFIX);
            return;
        }
        String path = context.request().path().substring(PREFIX.length());
        @Nullable String answer = ANSWERS.get(path);
        if (answer != null) {
            send(context, "application/json", "no-store", Buffer.buffer(answer));
            return;
        }
        Optional<Buffer> file = read(path);
        if (file.isPresent()) {
            send(context, type(path), caching(path), file.get());
            return;
        }
        // Addresses inside the single page exist only in the browser: a reload must get the page.
        if (wantsPage(context)) {
            send(context, "text/html", "no-cache", read("index.html").orElseThrow());
            return;
        }
        context.response().setStatusCode(404).end();
    }

    private static Optional<Buffer> read(String path) {
        if (!FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream in = HawtioPages.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean wantsPage(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        return accept != null
                && accept.contains("text/html")
                && !context.request().path().contains("..");
    }

    private static String type(String path) {
        String type = MimeMapping.getMimeTypeForFilename(path);
        return type == null ? "application/octet-stream" : type;
    }

    /** Files under static/ carry a hash of their content in their name. */
    private static String caching(String path) {
        return path.startsWith("static/") ? "public, max-age=31536000, immutable" : "no-cache";
    }

    private static void send(RoutingContext context, String type, String caching, Buffer body) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", caching)
                .end(body);
    }
}
