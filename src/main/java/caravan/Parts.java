package caravan;

import caravan.cli.Settings;
import caravan.console.Management;
import caravan.model.Books;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * What beans are made of.
 *
 * @param data the folder of the environment
 * @param stages the enabled stages; only they are watched
 */
public record Parts(
        Settings settings,
        Path data,
        Set<String> stages,
        Databases databases,
        InstantSource clock,
        Management management) {
    public Parts {
        stages = Set.copyOf(stages);
    }

    MeterRegistry meters() {
        return management.meters();
    }

    /** Has a stage's health shown, where it is enabled. */
    void watch(String stage, HealthCheck check) {
        if (stages.contains(stage)) {
            management.add(check);
        }
    }

    /** The mirrored books; null where the stage that mirrors them does not run. */
    @Nullable
    Books books(Main main) {
        return stages.contains("books")
                ? main.getCamelContext().getRegistry().lookupByNameAndType("books", Books.class)
                : null;
    }
}
