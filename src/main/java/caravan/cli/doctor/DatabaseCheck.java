package caravan.cli.doctor;

import caravan.DatabaseException;
import caravan.DatabaseInspection;
import caravan.DatabaseInspection.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database can be used, and its tables are those of this version.
 *
 * @param subject the database's name
 * @param owner the process that has the data folder, as words; null where nobody has it
 */
public record DatabaseCheck(
        String subject,
        DatabaseInspection database,
        @Nullable String owner) implements Check {
    @Override
    public List<Finding> look() {
        if (owner != null && database.isOwnedByOneProcess()) {
            return List.of(Finding.open(
                    subject,
                    "not opened: " + database.place() + " is for one process alone, and " + owner + " has it"));
        }
        try {
            return List.of(rate(database.look()));
        } catch (DatabaseException unusable) {
            return List.of(Finding.refused(subject, String.valueOf(unusable.getMessage())));
        }
    }

    private Finding rate(State state) {
        if (!state.exists()) {
            return Finding.well(subject, database.place() + ", which the first run makes");
        }
        if (!state.unknown().isEmpty()) {
            return Finding.wrong(
                    subject,
                    "expected tables of this version, found those of a later one (%s) in %s"
                            .formatted(String.join(", ", state.unknown()), database.place()),
                    "start the later version of this program again, or set data.dir to another folder");
        }
        String found =
                database.place() + ", " + (state.version().isEmpty() ? "without tables" : "version " + state.version());
        return Finding.well(
                subject,
                state.pending() == 0 ? found : found + "; the next start adds " + state.pending() + " migrations");
    }
}
