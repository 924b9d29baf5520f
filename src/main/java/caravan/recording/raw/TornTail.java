package caravan.recording.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a file readable again whose writer was killed in the middle of a chunk: whole chunks stay, and of the torn one
 * every line that is complete.
 */
final class TornTail {
    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String UNFINISHED = ".tmp";

    private TornTail() {}

    /**
     * Repairs the file that was written last: whoever wrote it looked after those before.
     *
     * @throws IOException if it cannot be read, or the repaired one cannot be written; it is then as it was
     */
    static void repairNewest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(UNFINISHED)) {
                Files.delete(file);
            }
        }
        Optional<Path> newest = files.stream()
                .filter(file -> file.toString().endsWith(RawFiles.SUFFIX))
                .max(Comparator.comparing(TornTail::written).thenComparing(Path::getFileName));
        if (newest.isPresent()) {
            long cut = repair(newest.get());
            if (cut > 0) {
                LOG.warn(
                        "Raw recording {} ended in the middle, as after a kill: it is readable again. Complete lines of its"
                                + " last {} bytes are kept",
                        newest.get().getFileName(),
                        cut);
            }
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    /** Repairs one file and says how many bytes at its end were no whole chunk. A file of which nothing is left is deleted. */
    static long repair(Path file) throws IOException {
        ByteArrayOutputStream torn = new ByteArrayOutputStream();
        long size = Files.size(file);
        long whole = wholeChunks(file, size, torn);
        if (size > 0 && whole == size) {
            return 0;
        }
        byte[] lines = completeLines(torn.toByteArray());
        if (whole == 0 && lines.length == 0) {
            Files.delete(file);
        } else {
            replace(file, whole, lines);
        }
        return size - whole;
    }

    /** Where the last whole chunk ends; what can be read of the one after it goes into {@code torn}. */
    private static long wholeChunks(Path file, long size, ByteArrayOutputStream torn) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            GzipMembers members = new GzipMembers(channel);
            long whole = 0;
            while (whole < size) {
                torn.reset();
                long end = members.read(whole, torn);
                if (end < 0) {
                    break;
                }
                whole = end;
            }
            return whole;
        }
    }

    private static void replace(Path file, long whole, byte[] lines) throws IOException {
        Path repaired = file.resolveSibling(file.getFileName() + UNFINISHED);
        Files.copy(file, repaired);
        try (FileChannel channel = FileChannel.open(repaired, StandardOpenOption.WRITE)) {
            channel.truncate(whole).position(whole);
            if (lines.length > 0) {
                GZIPOutputStream member = new GZIPOutputStream(Channels.newOutputStream(channel));
                member.write(lines);
                member.finish();
            }
        }
        Files.move(repaired, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lines up to the first that is none: what a damaged disk makes of a file is not only cut off. */
    private static byte[] completeLines(byte[] text) {
        int end = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                if (!isObject(text, end, i - end)) {
                    break;
                }
                end = i + 1;
            }
        }
        return Arrays.copyOf(text, end);
    }

    private static boolean isObject(byte[] text, int from, int length) {
        try {
            return JSON.readTree(text, from, length).isObject();
        } catch (JsonProcessingException noJson) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("memory gives every byte", e);
        }
    }
}
