package caravan.console;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check whose answer another part of the program knows, for example a connection. */
public final class StatusHealthCheck extends AbstractHealthCheck {
    private final Supplier<Status> status;

    /**
     * Makes a check.
     *
     * @param id names the check in the answer
     * @param status asked at each request; must answer at once
     */
    public StatusHealthCheck(String id, String group, Supplier<Status> status) {
        super(group, id);
        this.status = status;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Status now;
        try {
            now = status.get();
        } catch (RuntimeException failed) {
            // One part that cannot tell must not take the answers of the others along.
            now = Status.down("could not be asked (" + failed.getClass().getSimpleName() + ")", Map.of());
        }
        builder.message(now.message()).details(Map.copyOf(now.details())).state(now.up() ? State.UP : State.DOWN);
    }

    /**
     * How a part of the program is.
     *
     * @param message a sentence for a person; holds no secret
     * @param details figures by name, for example the age of the last frame
     */
    public record Status(boolean up, String message, Map<String, Object> details) {
        public static Status up(String message, Map<String, Object> details) {
            return new Status(true, message, details);
        }

        public static Status down(String message, Map<String, Object> details) {
            return new Status(false, message, details);
        }
    }
}
