package caravan.recording.raw;

import caravan.model.Frame;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Some lines that are compressed together, as one member of a gzip file: readable alone, and in a row with others.
 *
 * <p>One JSON object a line:
 *
 * <pre>{"received":"2026-11-20T10:00:00.123456789Z","connection":"private","connection_id":17,"number":5,"text":"…"}</pre>
 *
 * <p>Times are text because few tools keep nanoseconds as a number. {@code {"dropped":12}} declares frames that are
 * missing hereabouts; the numbers of the others say which.
 */
final class Chunk {
    private static final int FULL = 256 * 1024;
    private static final long SECONDS_AN_HOUR = 3_600;
    private static final DateTimeFormatter NANOSECONDS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(FULL / 4);
    private final GZIPOutputStream lines;
    private final StringBuilder line = new StringBuilder(1_024);
    private int length;
    private int frames;
    private long declared;
    private long hour;

    Chunk() {
        try {
            lines = new Quick(compressed);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    /** Compresses as fast as possible: frames shrink to a tenth anyway. */
    private static final class Quick extends GZIPOutputStream {
        Quick(ByteArrayOutputStream out) throws IOException {
            super(out, 8_192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    void add(Frame frame) {
        if (frames == 0) {
            hour = hourOf(frame);
        }
        frames++;
        line.append("{\"received\":\"");
        NANOSECONDS.formatTo(frame.receivedTime(), line);
        line.append("\",\"connection\":\"");
        quote(frame.connection());
        line.append("\",\"connection_id\":")
                .append(frame.connectionId())
                .append(",\"number\":")
                .append(frame.number())
                .append(",\"text\":\"");
        quote(frame.text());
        line.append("\"}\n");
        compress();
    }

    /** Says that frames are missing. */
    void declare(long missing) {
        if (missing > 0) {
            declared += missing;
            line.append("{\"dropped\":").append(missing).append("}\n");
            compress();
        }
    }

    private void quote(String text) {
        JsonStringEncoder.getInstance().quoteAsString(text, line);
    }

    private void compress() {
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        length += bytes.length;
        try {
            lines.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
    }

    boolean isFull() {
        return length >= FULL;
    }

    /** Whether a frame belongs to the hour of those that are in already. */
    boolean isOfHour(Frame frame) {
        return frames == 0 || hourOf(frame) == hour;
    }

    private static long hourOf(Frame frame) {
        return Math.floorDiv(frame.receivedTime().getEpochSecond(), SECONDS_AN_HOUR);
    }

    /** The beginning of the hour in which its frames arrived. */
    Instant hour() {
        return Instant.ofEpochSecond(hour * SECONDS_AN_HOUR);
    }

    int frames() {
        return frames;
    }

    /** How many frames it says are missing. */
    long declared() {
        return declared;
    }

    /** Ends it and returns the member. */
    byte[] compressed() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return compressed.toByteArray();
    }
}
