package caravan.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second instance away from the data of the first: two would each tell Discord of the same fill. The operating
 * system gives the lock up when the process ends, however it ends.
 */
final class InstanceLock implements AutoCloseable {
    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws BadInputException when another process has it
     */
    static InstanceLock take(Path data) {
        try {
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BadInputException(
                        "data.dir: expected no other instance on %s, found one%s;".formatted(data, RunFile.owner(data))
                                + " stop that one, or set data.dir to another folder");
            }
            return new InstanceLock(channel);
        } catch (IOException refused) {
            throw new BadInputException(
                    "data.dir: expected a file system that can lock %s; set data.dir to a local folder"
                            .formatted(data.resolve("lock")),
                    refused);
        }
    }

    /** Whether somebody has the folder now. Makes nothing: where no lock was ever taken, nobody has it. */
    static boolean isTaken(Path data) {
        try (FileChannel channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException none) {
            return false;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
