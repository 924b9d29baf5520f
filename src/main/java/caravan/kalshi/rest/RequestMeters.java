package caravan.kalshi.rest;

import caravan.kalshi.catalogue.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts attempts by operation and how they ended, and how long they took once they were let through. Thread-safe. */
final class RequestMeters {
    private static final String ANSWERED = "answered";
    private static final Map<Class<? extends KalshiException>, String> ENDS = Map.of(
            UnauthorizedException.class, "unauthorized",
            NotFoundException.class, "not-found",
            RateLimitedException.class, "rate-limited",
            InvalidRequestException.class, "invalid",
            ConflictException.class, "conflict",
            UnavailableException.class, "unavailable",
            OutcomeUnknownException.class, "outcome-unknown");
    private static final String NOT_SENT = "out-of-budget";

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(String operation, String outcome) {}

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(Operation operation, long nanos) {
        count(operation, ANSWERED, nanos);
    }

    void failed(Operation operation, KalshiException failure, long nanos) {
        boolean unsent = failure instanceof RateLimitedException limited && !limited.isOfTheExchange();
        count(operation, unsent ? NOT_SENT : ENDS.get(failure.getClass()), nanos);
    }

    /** What the catalogue does not know is counted together: its paths are without end. */
    private void count(Operation operation, String outcome, long nanos) {
        String name = operation.listed() ? operation.name() : "raw";
        timers.computeIfAbsent(
                        new Key(name, outcome),
                        key -> Timer.builder("kalshi.requests")
                                .description("Requests over REST, each attempt, by operation and how it ended")
                                .tag("operation", key.operation())
                                .tag("outcome", key.outcome())
                                .register(registry))
                .record(Duration.ofNanos(nanos));
    }
}
