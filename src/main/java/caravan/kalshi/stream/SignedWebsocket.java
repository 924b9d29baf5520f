package caravan.kalshi.stream;

import caravan.kalshi.auth.RequestSigner;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.impl.VertxInternal;
import java.net.URI;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.component.vertx.websocket.VertxWebsocketConfiguration;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEndpoint;

/**
 * Camel's WebSocket endpoint with a signature that is made anew at every connect: an old one is refused.
 *
 * <p>Only its address, Vert.x and TLS are used. Its consumer reorders frames, knows no back-pressure and misses the first
 * ones, so {@link StreamConsumer} stands in for it.
 */
public final class SignedWebsocket extends VertxWebsocketEndpoint {
    /** The exchange's own limit for a message; a large order book comes near a megabyte. */
    private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

    private final RequestSigner signer;

    public SignedWebsocket(VertxWebsocketComponent component, URI address, RequestSigner signer) {
        super("vertx-websocket:" + address, component, configuration(address));
        this.signer = signer;
        setCamelContext(component.getCamelContext());
    }

    private static VertxWebsocketConfiguration configuration(URI address) {
        VertxWebsocketConfiguration configuration = new VertxWebsocketConfiguration();
        configuration.setWebsocketURI(address.getRawPath().isEmpty() ? address.resolve("/") : address);
        configuration.setConsumeAsClient(true);
        configuration.setAllowOriginHeader(false);
        return configuration;
    }

    @Override
    protected WebSocketConnectOptions getWebSocketConnectOptions(HttpClientOptions options) {
        WebSocketConnectOptions connect = super.getWebSocketConnectOptions(options);
        signer.headers("GET", getConfiguration().getWebsocketURI().getRawPath()).forEach(connect::putHeader);
        return connect;
    }

    /** Returns options for one connect, now: the signature in them grows old within seconds. */
    WebSocketConnectOptions signedNow(long handshakeMillis) {
        WebSocketConnectOptions connect = getWebSocketConnectOptions(new HttpClientOptions());
        connect.setTimeout(handshakeMillis);
        return connect;
    }

    /** Returns a client that takes the exchange's largest messages; the caller closes it. */
    WebSocketClient newClient(StreamSettings settings) throws Exception {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setTryUsePerMessageCompression(settings.compression())
                .setConnectTimeout((int) Math.min(settings.answerLimit().toMillis(), Integer.MAX_VALUE))
                .setClosingTimeout(1);
        if (getConfiguration().getSslContextParameters() != null) {
            VertxHelper.setupSSLOptions(getCamelContext(), getConfiguration().getSslContextParameters(), options);
        }
        return getVertx().createWebSocketClient(options);
    }

    /** Returns an event loop of its own for one connection. */
    Context newContext() {
        // getOrCreateContext() gives every connection that one thread starts the same loop.
        return ((VertxInternal) getVertx()).createEventLoopContext();
    }

    URI address() {
        return getConfiguration().getWebsocketURI();
    }
}
