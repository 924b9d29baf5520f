package caravan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Names a data folder for good, so that a run knows in a shared ledger what an earlier run on its folder left.
 *
 * <p>Random, and kept in the folder: the same path on two machines is two folders, and a moved folder stays itself. Only
 * for the process that holds the folder's lock.
 */
final class InstanceId {
    private InstanceId() {}

    /**
     * Reads the folder's name, or gives it one.
     *
     * @throws UncheckedIOException if the folder cannot keep it
     */
    static String of(Path data) {
        Path file = data.resolve("instance");
        try {
            return UUID.fromString(Files.readString(file).strip()).toString();
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a file that can be read, found " + file + "; delete it", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "expected the folder's own id in " + file + ", found something else; delete it", e);
        }
    }

    /** A kill must not leave half an id behind, so it appears at once. */
    private static String create(Path file) {
        String id = UUID.randomUUID().toString();
        Path temporary = file.resolveSibling("instance.new");
        try {
            Files.writeString(temporary, id + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected a folder that can be written to, found none for " + file + "; set data.dir to another",
                    e);
        }
    }
}
