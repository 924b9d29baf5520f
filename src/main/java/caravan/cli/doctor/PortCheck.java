package caravan.cli.doctor;

import caravan.cli.BadInputException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a port is free, or used by nobody but this program.
 *
 * @param setting the port's, for example {@code console.port}
 * @param port 0 for any free one
 * @param ours where the process that runs on the folder listens for the same; null where none does
 * @param requireFree refuses a port that is taken
 */
public record PortCheck(String setting, int port, @Nullable URI ours, Runnable requireFree) implements Check {
    @Override
    public List<Finding> look() {
        if (port == 0) {
            return List.of(
                    Finding.well(setting, ours == null ? "any free one" : "any free one, now " + ours.getPort()));
        }
        if (ours != null && ours.getPort() == port) {
            return List.of(Finding.well(setting, port + ", used by our own process"));
        }
        try {
            requireFree.run();
            return List.of(Finding.well(setting, port + " is free"));
        } catch (BadInputException taken) {
            return List.of(Finding.refused(setting, String.valueOf(taken.getMessage())));
        }
    }
}
