package caravan.sandbox.exchange;

import caravan.sandbox.exchange.stream.StreamPublisher;
import caravan.sandbox.simulation.World;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Lets something happen in the world: at the present, and so that the clients of the stream hear of it.
 *
 * <p>Used from the event loop only.
 */
final class Turn {
    private final World world;
    private final StreamPublisher publisher;
    private final InstantSource clock;

    Turn(World world, StreamPublisher publisher, InstantSource clock) {
        this.world = world;
        this.publisher = publisher;
        this.clock = clock;
    }

    <T> T take(Supplier<T> action) {
        world.advanceTo(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        T result = action.get();
        publisher.flush();
        return result;
    }

    void take(Runnable action) {
        take(() -> {
            action.run();
            return true;
        });
    }

    /** Only time passes. */
    void pass() {
        take(() -> {});
    }
}
