package caravan.kalshi.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Breaks off an answer that grows past a size or takes longer than a time, however steadily it trickles.
 *
 * <p>Stands outside of decompression, so that it counts what will be held. Also keeps the HTTP client from repeating
 * requests and keeping cookies by itself: an attempt repeated there would carry an old signature, and do twice what was
 * to be done once. Says of a failure whether the request was certainly not sent.
 */
record ResponseLimit(long maxBytes, Duration maxTime) implements HttpClientConfigurer, ExecChainHandler {
    private static final String SENDING = "caravan.sending";

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .addExecInterceptorFirst("response-limit", this)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "sending", (request, scope, chain) -> {
                    scope.clientContext.setAttribute(SENDING, true);
                    return chain.proceed(request, scope);
                });
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long deadline = System.nanoTime() + maxTime.toNanos();
        ClassicHttpResponse response = proceed(request, scope, chain);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new HttpEntityWrapper(entity) {
                @Override
                public InputStream getContent() throws IOException {
                    return new LimitedStream(super.getContent(), deadline, scope.execRuntime);
                }
            });
        }
        return response;
    }

    /** Only with a connection can anything be sent, so what fails before that is certain not to have been. */
    private static ClassicHttpResponse proceed(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException failure) {
            if (scope.clientContext.getAttribute(SENDING) == null) {
                throw new NotSentException(failure);
            }
            throw failure;
        }
    }

    private final class LimitedStream extends FilterInputStream {
        private final long deadline;
        private final ExecRuntime connection;
        private long bytes;

        LimitedStream(InputStream source, long deadline, ExecRuntime connection) {
            super(source);
            this.deadline = deadline;
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytes += Math.max(count, 0);
            if (bytes > maxBytes) {
                throw brokenOff("expected an answer of at most " + maxBytes + " bytes, found more");
            }
            if (System.nanoTime() - deadline > 0) {
                throw brokenOff("expected an answer within " + maxTime.toMillis() + " ms, found it unfinished");
            }
            return count;
        }

        /** Closes the connection: closing the stream would first read it to its end. */
        private IOException brokenOff(String reason) {
            connection.discardEndpoint();
            return new IOException(reason);
        }
    }
}
