package caravan.books;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what happens to books. */
final class BookMetrics {
    private final Counter updates;
    private final Counter repeats;
    private final Counter gaps;
    private final Counter requests;
    private final Timer recovery;
    private final MeterRegistry registry;

    BookMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.updates = Counter.builder("books.updates")
                .description("Snapshots and changes that were applied")
                .register(registry);
        this.repeats = Counter.builder("books.repeats")
                .description("Frames that came twice, one after the other, and did no harm")
                .register(registry);
        this.gaps = Counter.builder("books.gaps")
                .description("Times that an update was lost or made no sense")
                .register(registry);
        this.requests = Counter.builder("books.snapshots.requested")
                .description("Books that were asked for whole")
                .register(registry);
        this.recovery = Timer.builder("books.recovery")
                .description("From a gap until its last book was whole again")
                .register(registry);
    }

    void update() {
        updates.increment();
    }

    void repeat() {
        repeats.increment();
    }

    void gap() {
        gaps.increment();
    }

    void requested(int books) {
        requests.increment(books);
    }

    void recovered(Duration time) {
        recovery.record(time);
    }

    void audited(String result) {
        registry.counter("books.audits", "result", result).increment();
    }
}
