package caravan.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass only when it was addressed to this machine by a name of its own, and does not come from another
 * page.
 *
 * <p>A browser is on this machine too, and carries out what any page asks of it. A foreign page shows in
 * {@code Origin} or {@code Sec-Fetch-Site}; a foreign name that was made to point here shows in {@code Host}.
 */
final class RequestGuard implements Handler<RoutingContext> {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1");

    private final int port;
    private final Set<String> origins;

    RequestGuard(int port) {
        this.port = port;
        this.origins = Set.of("http://localhost:" + port, "http://127.0.0.1:" + port);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isOwnHost(request.authority())) {
            refuse(context, "expected a Host of this machine, localhost:" + port);
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origins.contains(origin)) {
            refuse(context, "expected no Origin but http://localhost:" + port);
            return;
        }
        if (request.path().startsWith("/hawtio/jolokia") && comesFromAnotherPage(request)) {
            refuse(context, "expected a request from this site");
            return;
        }
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "SAMEORIGIN")
                .putHeader("Referrer-Policy", "same-origin");
        context.next();
    }

    private boolean isOwnHost(@Nullable HostAndPort host) {
        return host != null && NAMES.contains(host.host()) && (host.port() == port || (host.port() < 0 && port == 80));
    }

    /** Another port of this machine is "same-site" to a browser, and still another page. */
    private static boolean comesFromAnotherPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private static void refuse(RoutingContext context, String reason) {
        context.response()
                .setStatusCode(403)
                .putHeader("Content-Type", "text/plain")
                .end(reason + "\n");
    }
}
