package caravan.sandbox.exchange;

import caravan.sandbox.exchange.rest.Answer;
import caravan.sandbox.wire.Json;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what clients and the exchange say to each other, one JSON object a line.
 *
 * <p>Headers are left out, and with them every key, signature and token. What is JSON stands there as it went over the
 * wire, to the last digit; anything else is a string. Does nothing where there is no file. Thread-safe.
 */
final class TrafficLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrafficLog.class);

    private final InstantSource clock;
    private volatile @Nullable JsonGenerator out;

    private TrafficLog(InstantSource clock, @Nullable JsonGenerator out) {
        this.clock = clock;
        this.out = out;
    }

    /**
     * Opens a log, which continues what the file holds.
     *
     * @param file null for none
     * @throws UncheckedIOException if the file cannot be written
     */
    static TrafficLog open(@Nullable Path file, InstantSource clock) {
        if (file == null) {
            return new TrafficLog(clock, null);
        }
        try {
            // A writer of one's own puts a question mark where text cannot be encoded; others would fail.
            return new TrafficLog(
                    clock,
                    new JsonFactory()
                            .setRootValueSeparator(null)
                            .createGenerator(new OutputStreamWriter(
                                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                                    StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "sandbox.traffic-log: expected a file that can be written, found " + file + "; set it to another",
                    e);
        }
    }

    /**
     * A request, and what it was answered with.
     *
     * @param body what was sent, where that was read
     * @param answer null where nothing was answered, on purpose
     */
    void rest(HttpServerRequest request, String body, @Nullable Answer answer) {
        if (out != null) {
            write("rest", to -> {
                to.writeStringField("method", request.method().name());
                to.writeStringField("path", request.path());
                if (request.query() != null) {
                    to.writeStringField("query", request.query());
                }
                if (answer != null) {
                    to.writeNumberField("status", answer.status());
                }
                text(to, "request", body);
                if (answer != null && answer.body() != null) {
                    text(to, "body", Json.write(answer.body()));
                }
            });
        }
    }

    /** A client asked for the stream, and was let in. */
    void opened(HttpServerRequest request, int connection) {
        if (out != null) {
            write("rest", to -> {
                to.writeStringField("method", request.method().name());
                to.writeStringField("path", request.path());
                to.writeNumberField("status", 101);
                to.writeNumberField("connection", connection);
            });
        }
    }

    /** What a client of the stream sent. */
    void command(int connection, String text) {
        if (out != null) {
            write("command", to -> {
                to.writeNumberField("connection", connection);
                text(to, "request", text);
            });
        }
    }

    /** What a client of the stream was sent. */
    void frame(int connection, byte[] text) {
        if (out != null) {
            write("frame", to -> {
                to.writeNumberField("connection", connection);
                text(to, "body", new String(text, StandardCharsets.UTF_8));
            });
        }
    }

    private static void text(JsonGenerator to, String name, String text) throws IOException {
        String stripped = text.strip();
        if (Json.isJson(stripped)) {
            to.writeFieldName(name);
            // Between tokens only: a string has no line breaks.
            to.writeRawValue(stripped.replace('\n', ' ').replace('\r', ' '));
        } else if (!text.isEmpty()) {
            to.writeStringField(name, text);
        }
    }

    private interface Fields {
        void writeTo(JsonGenerator to) throws IOException;
    }

    private synchronized void write(String kind, Fields fields) {
        attempt(to -> {
            to.writeStartObject();
            to.writeStringField(
                    "time", clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
            to.writeStringField("kind", kind);
            fields.writeTo(to);
            to.writeEndObject();
            to.writeRaw('\n');
        });
    }

    /** Lets readers of the file see all lines. */
    synchronized void flush() {
        attempt(JsonGenerator::flush);
    }

    /** A full disk ends the log, and not the exchange. */
    private void attempt(Fields action) {
        JsonGenerator to = out;
        if (to == null) {
            return;
        }
        try {
            action.writeTo(to);
        } catch (IOException e) {
            LOG.error("sandbox.traffic-log: expected to write on, found {}; the log ends here", e.toString());
            out = null;
        }
    }

    @Override
    public synchronized void close() {
        attempt(JsonGenerator::close);
        out = null;
    }
}
