package caravan.recording;

import caravan.model.Frame;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Frames on disk, one after the other, written through a memory map: what was appended is there after a kill, because it
 * is the system that holds it.
 *
 * <p>The file gets its whole size at once, so that a full disk is met here and not at some frame. A header of
 * {@code CARAVAN2}, capacity and number of frames; then for each frame its length, its CRC-32 and itself; then zeros.
 *
 * <p>Times are kept to the microsecond, as the tables keep them.
 */
final class SpoolFile {
    static final int HEADER = 16;

    private static final long MAGIC =
            ByteBuffer.wrap("CARAVAN2".getBytes(StandardCharsets.US_ASCII)).getLong();
    private static final int FRAMES_AT = 12;
    /** Length and CRC. */
    private static final int PREFIX = 8;

    private static final byte[] ZEROS = new byte[1 << 16];

    private final Path path;
    private final MappedByteBuffer map;
    private final CRC32 crc = new CRC32();
    private ByteBuffer scratch = ByteBuffer.allocate(4096);
    private int end = HEADER;
    private int frames;

    /**
     * What a file holds.
     *
     * @param missing how many more there were, as far as the file still tells
     * @param damage what is wrong with it; null when nothing is
     */
    record Content(
            List<Frame> frames, int missing, @Nullable String damage) {}

    private SpoolFile(Path path, MappedByteBuffer map) {
        this.path = path;
        this.map = map;
    }

    /**
     * Makes an empty file.
     *
     * @throws IOException if the disk has no room for all of it; nothing is left behind
     */
    static SpoolFile create(Path path, int capacity) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // The header comes first: a kill before the file has its whole size leaves one that is sound, and empty.
            channel.write(ByteBuffer.allocate(HEADER).putLong(0, MAGIC).putInt(8, capacity));
            for (int at = HEADER; at < capacity; ) {
                at += channel.write(ByteBuffer.wrap(ZEROS, 0, Math.min(ZEROS.length, capacity - at)));
            }
            MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, capacity);
            return new SpoolFile(path, map);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** How much of a file a frame takes, at most. */
    static int size(Frame frame) {
        return PREFIX
                + 64
                + 3
                        * (frame.text().length()
                                + frame.connection().length()
                                + frame.type().length());
    }

    /** Appends a frame; returns false when it does not fit. One thread at a time. */
    boolean append(Frame frame) {
        ByteBuffer payload = encoded(frame);
        int length = payload.position();
        if (end + PREFIX + length + Integer.BYTES > map.capacity()) {
            return false;
        }
        crc.reset();
        crc.update(payload.array(), 0, length);
        map.put(end + PREFIX, payload.array(), 0, length);
        map.putInt(end + Integer.BYTES, (int) crc.getValue());
        // The length comes last: a frame with a length is whole, whenever the program is killed.
        VarHandle.releaseFence();
        map.putInt(end, length);
        map.putInt(FRAMES_AT, ++frames);
        end += PREFIX + length;
        return true;
    }

    private ByteBuffer encoded(Frame frame) {
        byte[] text = frame.text().getBytes(StandardCharsets.UTF_8);
        byte[] connection = frame.connection().getBytes(StandardCharsets.UTF_8);
        byte[] type = frame.type().getBytes(StandardCharsets.UTF_8);
        int length = text.length + connection.length + type.length + 64;
        if (scratch.capacity() < length) {
            scratch = ByteBuffer.allocate(length);
        }
        return scratch.clear()
                .putLong(frame.connectionId())
                .putLong(frame.number())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, frame.receivedTime()))
                .putLong(frame.subscription())
                .putLong(frame.sequence())
                .put((byte) (frame.yesPrices() ? 1 : 0))
                .putInt(connection.length)
                .put(connection)
                .putInt(type.length)
                .put(type)
                .put(text);
    }

    /**
     * Reads a file as far as it is sound. One without a byte was just made, or about to be deleted, when the program was
     * killed.
     *
     * @throws IOException if it cannot be read at all
     */
    static Content read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
        if (file.capacity() == 0) {
            return new Content(List.of(), 0, null);
        }
        if (file.capacity() < HEADER || file.getLong(0) != MAGIC) {
            return new Content(List.of(), 0, "expected a header, found none");
        }
        int written = file.getInt(FRAMES_AT);
        List<Frame> frames = new ArrayList<>();
        String damage = null;
        CRC32 crc = new CRC32();
        for (int at = HEADER; damage == null && frames.size() < written; ) {
            int length = at + PREFIX <= file.capacity() ? file.getInt(at) : 0;
            if (length <= 0 || length > file.capacity() - at - PREFIX) {
                damage = "expected %d frames, found the end after %d".formatted(written, frames.size());
            } else {
                crc.reset();
                crc.update(file.array(), at + PREFIX, length);
                if ((int) crc.getValue() != file.getInt(at + Integer.BYTES)) {
                    damage = "expected %d frames, found frame %d changed".formatted(written, frames.size() + 1);
                } else {
                    frames.add(decoded(file.slice(at + PREFIX, length)));
                    at += PREFIX + length;
                }
            }
        }
        return new Content(frames, written - frames.size(), damage);
    }

    /** How many frames the header promises; 0 when it cannot be read. */
    static int frames(Path path) {
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            channel.read(header, 0);
            return header.hasRemaining() || header.getLong(0) != MAGIC ? 0 : header.getInt(FRAMES_AT);
        } catch (IOException e) {
            return 0;
        }
    }

    private static Frame decoded(ByteBuffer payload) {
        long connectionId = payload.getLong();
        long number = payload.getLong();
        Instant receivedTime = Instant.EPOCH.plus(payload.getLong(), ChronoUnit.MICROS);
        long subscription = payload.getLong();
        long sequence = payload.getLong();
        boolean yesPrices = payload.get() != 0;
        String connection = text(payload, payload.getInt());
        String type = text(payload, payload.getInt());
        return new Frame(
                connection,
                connectionId,
                number,
                receivedTime,
                type,
                subscription,
                sequence,
                yesPrices,
                text(payload, payload.remaining()));
    }

    private static String text(ByteBuffer payload, int length) {
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    Path path() {
        return path;
    }

    /** Deletes a file. Its room is free at once, although the collector keeps the map for a while. */
    static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            FileChannel.open(path, StandardOpenOption.WRITE).truncate(0).close();
            Files.delete(path);
        }
    }
}
