package caravan.console;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jolokia.core.api.LogHandler;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JMX over HTTP for Hawtio, within the limits of {@link JolokiaAccess}. Takes POST alone, so that a link does nothing. */
final class Jolokia {
    private static final Logger LOG = LoggerFactory.getLogger(Jolokia.class);

    private final JolokiaServiceManager services;
    private volatile @Nullable HttpRequestHandler jolokia;

    Jolokia() {
        StaticConfiguration configuration = new StaticConfiguration(
                ConfigKey.AGENT_ID, "caravan",
                ConfigKey.ALLOW_ERROR_DETAILS, "false",
                ConfigKey.INCLUDE_STACKTRACE, "false",
                ConfigKey.SERIALIZE_EXCEPTION, "false");
        services =
                JolokiaServiceManagerFactory.createJolokiaServiceManager(configuration, new Log(), new JolokiaAccess());
        services.addService(new JolokiaSerializer());
        services.addService(new LocalRequestHandler(1));
    }

    void start() {
        jolokia = new HttpRequestHandler(services.start());
    }

    void close() {
        services.stop();
    }

    /** Answers a request. */
    void answer(RoutingContext context) {
        byte[] body = context.body() == null || context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        answer(context, body);
    }

    /** Answers the GET by which Hawtio finds out that Jolokia is here, whatever else the request says. */
    void version(RoutingContext context) {
        answer(context, "{\"type\":\"version\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void answer(RoutingContext context, byte[] body) {
        HttpRequestHandler handler = Objects.requireNonNull(jolokia, "not started");
        String json;
        try {
            JSONStructure response = handler.handlePostRequest(
                    context.request().path(), new ByteArrayInputStream(body), StandardCharsets.UTF_8.name(), Map.of());
            json = response.toJSONString();
        } catch (BadRequestException | EmptyResponseException | IOException | RuntimeException refused) {
            json = handler.handleThrowable(refused).toJSONString();
        }
        context.response()
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(json);
    }

    private static final class Log implements LogHandler {
        @Override
        public void debug(String message) {
            LOG.debug(message);
        }

        @Override
        public void info(String message) {
            LOG.debug(message);
        }

        @Override
        public void error(String message, Throwable cause) {
            LOG.warn("{}: {}", message, String.valueOf(cause));
        }

        @Override
        public boolean isDebug() {
            return LOG.isDebugEnabled();
        }
    }
}
