package caravan.sandbox.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on this machine only.
 *
 * <p>All requests are handled on one event loop, so what serves them needs no locks. A page of another origin, or a
 * name that was made to point here, is refused: a browser that visits a bad page must not reach the sandbox.
 */
public final class LoopbackServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final Set<String> OWN_NAMES = Set.of("localhost", ADDRESS, "[::1]");

    private final String setting;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private @Nullable HttpServer server;

    /** @param setting names the port in error messages */
    public LoopbackServer(String setting) {
        this.setting = setting;
    }

    /** The event loop of this server. */
    public Vertx vertx() {
        return vertx;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 takes any free one
     * @throws PortInUseException if somebody else listens there
     */
    public void start(int port, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxWebSocketFrameSize(16 << 20)
                .setMaxWebSocketMessageSize(64 << 20)
                .setMaxInitialLineLength(64 << 10);
        HttpServer starting = vertx.createHttpServer(options).requestHandler(handler);
        try {
            server = await(starting.listen(port, ADDRESS));
        } catch (CompletionException e) {
            close();
            if (e.getCause() instanceof BindException) {
                throw new PortInUseException(port, setting, e.getCause());
            }
            throw e;
        }
    }

    /** The port that is listened on. */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("expected a started server, found one that was not started");
        }
        return server.actualPort();
    }

    /** Whether a request was meant for another host, or comes from another site's page. */
    public static boolean isForeign(HttpServerRequest request) {
        String host = request.getHeader("Host");
        String origin = request.getHeader("Origin");
        return host == null
                || !OWN_NAMES.contains(host.replaceFirst(":\\d+$", ""))
                || origin != null && !origin.equals("http://" + host);
    }

    /** Whether a request's query cannot be read, for example because of {@code %zz}. */
    public static boolean isMalformed(HttpServerRequest request) {
        try {
            request.params();
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /**
     * Reads a request's body, but no more of it than is allowed.
     *
     * <p>A body that is too large is refused as soon as that is known. The rest of it is read and forgotten, so that
     * the client gets to see why.
     *
     * @param most bytes
     * @param whole takes the body
     * @param tooLarge called instead, once
     */
    public static void readBody(HttpServerRequest request, int most, Handler<Buffer> whole, Runnable tooLarge) {
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > most) {
                request.handler(rest -> {}).endHandler(end -> {});
                tooLarge.run();
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> whole.handle(body));
    }

    /** The socket below a connection. */
    public static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    /** Ends a connection by a TCP reset, without a word; whoever waits for its end is told. */
    public static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.newPromise());
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
