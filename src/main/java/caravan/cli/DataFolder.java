package caravan.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one environment, {@code data/<environment>/}, which only its owner may read. */
final class DataFolder {
    private DataFolder() {}

    static Path prepare(Settings settings, Environment environment) {
        Path root = settings.path("data.dir");
        Path folder = root.resolve(environment.id());
        try {
            Files.createDirectories(root);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, ownerOnly());
            }
            Files.delete(Files.createTempFile(folder, "writable", null));
        } catch (IOException | SecurityException refused) {
            throw new BadInputException(
                    "data.dir: expected a folder that this program may write to, found %s (%s); set data.dir to another"
                            .formatted(folder, reason(refused)),
                    refused);
        }
        return folder;
    }

    private static String reason(Exception refused) {
        if (refused instanceof java.nio.file.AccessDeniedException) {
            return "no right to write";
        }
        if (refused instanceof java.nio.file.FileAlreadyExistsException) {
            return "it is a file";
        }
        if (refused instanceof java.nio.file.FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return refused.getClass().getSimpleName();
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
