package caravan.kalshi.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Counts what one connection does. Frames are counted by the worker alone, the rest by any thread. */
final class StreamMetrics {
    /** Types come from outside: more than the exchange can have are counted together. */
    private static final int MOST_TYPES = 100;

    private final MeterRegistry registry;
    private final String connection;
    private final Counter unreadable;
    private final Counter reconnects;
    private final Gauge depth;
    private final Map<String, Counter> frames = new HashMap<>();

    StreamMetrics(MeterRegistry registry, String connection, FrameQueue queue) {
        this.registry = registry;
        this.connection = connection;
        this.unreadable = Counter.builder("stream.unreadable")
                .description("Frames that could not be decoded")
                .tag("connection", connection)
                .register(registry);
        this.reconnects = Counter.builder("stream.reconnects")
                .description("Times that the connection was opened again")
                .tag("connection", connection)
                .register(registry);
        this.depth = Gauge.builder("stream.queue.depth", queue, FrameQueue::depth)
                .description("Frames between the socket and the route")
                .tag("connection", connection)
                .register(registry);
    }

    void frame(String type) {
        Counter counter = frames.get(type);
        if (counter == null) {
            counter = Counter.builder("stream.frames")
                    .description("Frames received, by the exchange's word for them")
                    .tag("connection", connection)
                    .tag("type", frames.size() < MOST_TYPES ? type : "other")
                    .register(registry);
            if (frames.size() < MOST_TYPES) {
                frames.put(type, counter);
            }
        }
        counter.increment();
    }

    void unreadable() {
        unreadable.increment();
    }

    void reconnected() {
        reconnects.increment();
    }

    void commandError(int code) {
        Counter.builder("stream.command.errors")
                .description("Commands that the exchange refused, by its code")
                .tag("connection", connection)
                .tag("code", Integer.toString(code))
                .register(registry)
                .increment();
    }

    /** Takes the gauge away: a registry that has one of the same name keeps looking at the old queue. */
    void close() {
        registry.remove(depth);
    }
}
