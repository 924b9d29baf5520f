package caravan.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass only when it was addressed to this machine by a name of its own, and does not come from another
 * page.
 *
 * <p>A browser is on this machine too, and carries out what any page asks of it. A foreign page shows in
 * {@code Origin} or {@code Sec-Fetch-Site}; a foreign name that was made to point here shows in {@code Host}.
 */
final class RequestGuard implements Handler<RoutingContext> {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final int port;
    private final Set<String> names;
    private final boolean anyAddress;
    private final Predicate<String> ownPagesOnly;
    private final BiConsumer<RoutingContext, String> refusal;

    /** A guard of the management port, where Jolokia is for the port's own pages. */
    RequestGuard(int port) {
        this(port, LOOPBACK, false, path -> path.startsWith("/hawtio/jolokia"), RequestGuard::refuse);
    }

    /**
     * Makes a guard.
     *
     * @param names what this machine is called; the loopback names come with it
     * @param anyAddress whether any address in figures will do as a name: a name that was made to point here is none
     * @param ownPagesOnly paths that no other page may ask for, not even without seeing the answer
     * @param refusal answers with the reason, as the port's users expect it
     */
    RequestGuard(
            int port,
            Set<String> names,
            boolean anyAddress,
            Predicate<String> ownPagesOnly,
            BiConsumer<RoutingContext, String> refusal) {
        this.port = port;
        this.names = new TreeSet<>(names);
        this.names.addAll(LOOPBACK);
        this.anyAddress = anyAddress;
        this.ownPagesOnly = ownPagesOnly;
        this.refusal = refusal;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!isOwnHost(request.authority())) {
            refusal.accept(context, "expected a Host of this machine, localhost:" + port);
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isOwnOrigin(origin)) {
            refusal.accept(context, "expected no Origin but http://localhost:" + port);
            return;
        }
        if (ownPagesOnly.test(request.path()) && comesFromAnotherPage(request)) {
            refusal.accept(context, "expected a request from this site");
            return;
        }
        context.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "SAMEORIGIN")
                .putHeader("Referrer-Policy", "same-origin");
        context.next();
    }

    private boolean isOwnHost(@Nullable HostAndPort host) {
        return host != null && isOwnName(host.host()) && (host.port() == port || (host.port() < 0 && port == 80));
    }

    private boolean isOwnOrigin(String origin) {
        String scheme = "http://";
        String address = port == 80 && origin.lastIndexOf(':') <= scheme.length() ? origin + ":80" : origin;
        String end = ":" + port;
        return address.startsWith(scheme)
                && address.endsWith(end)
                && isOwnName(address.substring(scheme.length(), address.length() - end.length()));
    }

    private boolean isOwnName(String name) {
        return names.contains(name) || (anyAddress && isAddress(name));
    }

    private static boolean isAddress(String name) {
        return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("\\[[0-9a-fA-F:.]{2,45}]");
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
