package caravan.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** What a request to the console has to know: made once, kept in a file that only its owner may read. */
public final class ConsoleToken {
    private static final String FILE = "console-token";
    private static final int BYTES = 32;

    private ConsoleToken() {}

    /**
     * Returns the token of a data folder; makes one where there is none.
     *
     * @throws IOException if the file can neither be read nor written, or holds something else
     */
    public static String of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (!token.matches("[A-Za-z0-9_-]{20,200}")) {
            throw new IOException(
                    "expected a token of at least 20 letters and figures in %s, found something else; delete the file to have one made"
                            .formatted(file));
        }
        return token;
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Path temporary = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(temporary);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
