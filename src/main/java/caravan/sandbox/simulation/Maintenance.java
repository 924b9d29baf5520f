package caravan.sandbox.simulation;

import caravan.sandbox.engine.Engine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the whole exchange out of service for a while that is told beforehand. */
public final class Maintenance {
    private final Engine engine;
    private @Nullable Long resumes;

    Maintenance(Engine engine) {
        this.engine = engine;
    }

    /** Begins, or begins anew: what was told before no longer holds. */
    public void begin(Duration length) {
        Long until = engine.now() + length.toNanos() / 1_000;
        resumes = until;
        engine.exchange(false);
        engine.at(until, () -> {
            if (until.equals(resumes)) {
                end();
            }
        });
    }

    /** Ends any pause of the exchange. */
    public void end() {
        resumes = null;
        engine.exchange(true);
    }

    /** When the exchange expects to be back, microseconds since 1970; null outside maintenance. */
    public @Nullable Long resumes() {
        return resumes;
    }
}
