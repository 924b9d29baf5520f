package caravan.recording.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of files, of which the last is being written: {@code 2026-11-20T10-0001.jsonl.gz} by the hour in UTC.
 *
 * <p>Chunks are written whole, so that a file can be read at any time. A new file begins with every hour, when one is
 * large, after every start and after every failure. Confined to one thread.
 */
final class RawFiles implements AutoCloseable {
    static final String SUFFIX = ".jsonl.gz";

    private static final Logger LOG = LoggerFactory.getLogger(RawFiles.class);
    private static final long LARGE = 64L * 1024 * 1024;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final long large;
    private @Nullable Instant hour;
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private long length;

    RawFiles(Path folder) {
        this(folder, LARGE);
    }

    RawFiles(Path folder, long large) {
        this.folder = folder;
        this.large = large;
    }

    /**
     * Writes a chunk that has frames.
     *
     * @throws IOException if the disk does not take all of it; what it took is taken back
     */
    void append(Chunk chunk) throws IOException {
        if (!chunk.hour().equals(hour) || length >= large) {
            close();
        }
        FileChannel open = channel != null ? channel : open(chunk);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(chunk.compressed());
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            length = open.position();
        } catch (IOException e) {
            takeBack(open, e);
            throw e;
        }
    }

    private FileChannel open(Chunk chunk) throws IOException {
        Files.createDirectories(folder);
        String name = HOUR.format(chunk.hour());
        int number = 1;
        while (Files.exists(folder.resolve("%s-%04d%s".formatted(name, number, SUFFIX)))) {
            number++;
        }
        Path made = folder.resolve("%s-%04d%s".formatted(name, number, SUFFIX));
        FileChannel opened = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file = made;
        channel = opened;
        hour = chunk.hour();
        length = 0;
        return opened;
    }

    private void takeBack(FileChannel open, IOException reason) {
        try {
            open.truncate(length);
            if (length == 0 && file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        close();
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        length = 0;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("A raw recording could not be closed ({})", e.toString());
            }
        }
    }
}
