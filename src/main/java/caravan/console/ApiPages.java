package caravan.console;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The document that describes the API, and Swagger UI to read it with, from the class path. */
final class ApiPages implements Handler<RoutingContext> {
    private static final String SWAGGER = "META-INF/resources/webjars/swagger-ui/5.17.14/";
    private static final Map<String, String> FILES = Map.of(
            "/api/",
            "web/api.html",
            "/api/openapi.json",
            "web/openapi.json",
            "/api/page/api.js",
            "web/api.js",
            "/api/page/swagger-ui.css",
            SWAGGER + "swagger-ui.css",
            "/api/page/swagger-ui-bundle.js",
            SWAGGER + "swagger-ui-bundle.js",
            "/api/page/favicon-32x32.png",
            SWAGGER + "favicon-32x32.png");

    /** Swagger UI sets styles of elements, and draws with data of its own; nothing may come from elsewhere. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** Whether a path tells nothing but what is packed into every copy of the program. */
    static boolean isOpen(String path) {
        return FILES.containsKey(path) || isStart(path);
    }

    private static boolean isStart(String path) {
        return path.equals("/") || path.equals("/api");
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.request().path();
        String file = FILES.get(path);
        if (isStart(path)) {
            context.redirect("/api/");
        } else if (file == null) {
            context.next();
        } else {
            String type = MimeMapping.getMimeTypeForFilename(file);
            context.response()
                    .putHeader("Content-Type", type == null ? "application/octet-stream" : type)
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader("Content-Security-Policy", POLICY)
                    .end(read(file));
        }
    }

    private static Buffer read(String file) {
        try (InputStream in = ApiPages.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the packaged " + file + " is missing: build the jar again");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
