package caravan.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether the data folder can be written, or made where it is not there yet, and how much room there is.
 *
 * @param folder of the environment
 * @param limit how many bytes market data may take, {@code recording.disk-limit}
 */
public record FolderCheck(Path folder, long limit) implements Check {
    /** The ledger needs little, but a full disk loses a fill. */
    private static final long LEAST = 1L << 30;

    private static final String SUBJECT = "data folder";
    private static final String ROOM = "disk space";

    @Override
    public List<Finding> look() {
        Path existing = existing();
        if (!Files.isDirectory(existing)) {
            return List.of(Finding.wrong(
                    SUBJECT,
                    "expected a folder, found the file " + existing,
                    "move that file away, or set data.dir to another folder"));
        }
        if (!Files.isWritable(existing)) {
            return List.of(Finding.wrong(
                    SUBJECT,
                    "expected a folder that this program may write to, found " + existing,
                    "let the user who runs the program write there, or set data.dir to another folder"));
        }
        Finding writable = Finding.well(
                SUBJECT, existing.equals(folder) ? folder.toString() : folder + ", which the first run makes");
        return List.of(writable, room(existing));
    }

    private Finding room(Path existing) {
        try {
            return room(Files.getFileStore(existing).getUsableSpace(), limit);
        } catch (IOException unknown) {
            return Finding.open(ROOM, "the system does not tell how much is free on " + existing);
        }
    }

    /** Rates the room that is left. */
    static Finding room(long free, long limit) {
        String found = size(free) + " free";
        if (free < LEAST) {
            return Finding.wrong(
                    ROOM,
                    "expected at least " + size(LEAST) + " free, found " + size(free),
                    "make room, or set data.dir to a folder on another disk");
        }
        return free < limit
                ? Finding.advice(
                        ROOM,
                        found + ", and market data may take " + size(limit),
                        "set recording.disk-limit to less than what is free")
                : Finding.well(ROOM, found);
    }

    private static String size(long bytes) {
        return bytes >= LEAST ? bytes / LEAST + " GB" : bytes / (1L << 20) + " MB";
    }

    private Path existing() {
        Path path = folder;
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }
}
