package caravan.console;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * The console's port: what a route receives with {@code platform-http:}, and the pages that describe it.
 *
 * <p>Before everything stand two guards: for the names that the request uses, and for the token. A server of its own, not
 * Camel's, because both have to be there before the first request, and because any free port will do.
 */
public final class ConsoleServer implements AutoCloseable {
    /** A hundred thousand tickers. */
    private static final long BIGGEST_REQUEST = 8L << 20;

    private static final int STOP_SECONDS = 3;
    /** What a request may bring along; nothing else may get among the headers of a message. */
    private static final Set<String> HEADERS = Set.of(
            "host",
            "connection",
            "content-type",
            "content-length",
            "transfer-encoding",
            "accept",
            "accept-encoding",
            "user-agent",
            "expect");

    private final int configuredPort;
    private final String host;
    private final @Nullable String token;
    private @Nullable Vertx vertx;
    private @Nullable Router router;
    private volatile @Nullable HttpServer server;
    private volatile @Nullable RequestGuard guard;
    private volatile boolean closing;

    /**
     * Prepares the port.
     *
     * @param host the address to listen on
     * @param port 0 takes any free port
     * @param token what a request has to know; null where being on this machine is enough
     */
    public ConsoleServer(String host, int port, @Nullable String token) {
        if (token == null && !isLoopback(host)) {
            throw new IllegalArgumentException("expected a token for a console that listens on " + host);
        }
        this.host = host;
        this.configuredPort = port;
        this.token = token;
    }

    /** Whether only this machine can reach a server on this address. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Returns the port in use; 0 before it is open. */
    public int port() {
        HttpServer open = server;
        return open == null ? 0 : open.actualPort();
    }

    /** Adds the port to a program that was not started yet. */
    public void attach(Main main) {
        Vertx runtime = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(8));
        Router pages = Router.router(runtime);
        for (int status : new int[] {400, 404, 405, 406, 413, 415, 500, 503}) {
            pages.errorHandler(status, context -> ApiErrors.send(context, status));
        }
        pages.route().handler(this::checkNames).handler(new TokenGuard(token)).handler(ConsoleServer::forgetHeaders);
        pages.get().handler(new ApiPages());
        main.bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, new ConsoleEngine(this));
        main.bind(
                ConsoleEngine.ROUTER,
                new VertxPlatformHttpRouter(
                        null, runtime, pages, ConsoleEngine.ROUTER, VertxPlatformHttpRouter.SERVER_TYPE_SERVER) {
                    @Override
                    public Handler<RoutingContext> bodyHandler() {
                        return BodyHandler.create(false).setBodyLimit(BIGGEST_REQUEST);
                    }
                });
        vertx = runtime;
        router = pages;
    }

    /**
     * Opens the port, when all routes are there.
     *
     * @throws Exception when it cannot be opened, for example because another program has it
     */
    public void open() throws Exception {
        if (vertx == null || router == null) {
            throw new IllegalStateException("expected attach() before open()");
        }
        HttpServer opened = vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(router)
                .listen(configuredPort, host)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        server = opened;
        guard = new RequestGuard(
                opened.actualPort(),
                Set.of(host),
                InetAddress.getByName(host).isAnyLocalAddress(),
                path -> !ApiPages.isOpen(path),
                (context, reason) -> ApiErrors.send(context, 403, reason));
    }

    /** The names have the port in them, which is known only once it is open. */
    private void checkNames(RoutingContext context) {
        RequestGuard standing = guard;
        if (standing == null) {
            ApiErrors.send(context, 503);
        } else if (closing) {
            // Tells who watches that it is worth while to look again; a stage that is off says no such thing.
            context.response().putHeader("Retry-After", "5");
            ApiErrors.send(context, 503, "expected a process that goes on, found one that is stopping");
        } else {
            standing.handle(context);
        }
    }

    private static void forgetHeaders(RoutingContext context) {
        context.request().headers().names().stream()
                .filter(name -> !HEADERS.contains(name.toLowerCase(Locale.ROOT)))
                .toList()
                .forEach(context.request().headers()::remove);
        context.next();
    }

    /** Takes no question any more. Those that are under way get their answers, until {@link #close}. */
    public void refuse() {
        closing = true;
    }

    /** Closes the port; after the routes, which answer until they have stopped. */
    @Override
    public void close() {
        if (vertx == null) {
            return;
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the console's port could not be closed", e);
        }
    }
}
