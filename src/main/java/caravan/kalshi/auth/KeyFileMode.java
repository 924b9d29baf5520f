package caravan.kalshi.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether others on this machine can read a key. */
public final class KeyFileMode {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFileMode() {}

    /** Returns a warning for people, or null when only the owner can read the file or the system has no such modes. */
    public static @Nullable String warning(Path file) {
        try {
            return isPrivate(file)
                    ? null
                    : "The private key file %s can be read or written by others on this machine. Run: chmod 600 %s"
                            .formatted(file, file);
        } catch (IOException e) {
            return "The mode of the private key file %s cannot be read".formatted(file);
        }
    }

    /** Whether only the owner can read and write a file; also true where the system has no such modes. */
    public static boolean isPrivate(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).stream().noneMatch(OTHERS::contains);
        } catch (UnsupportedOperationException e) {
            return true; // not a POSIX file system: access is governed elsewhere
        }
    }
}
