package caravan.recording.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a gzip file member by member, and says where each ends: the JDK reads them as one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952: the GZIP file format</a>
 */
final class GzipMembers {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int MAGIC = 0x8b1f;

    private final FileChannel file;
    private final byte[] compressed = new byte[8_192];
    private final byte[] plain = new byte[32_768];

    GzipMembers(FileChannel file) {
        this.file = file;
    }

    /**
     * Reads the member that begins at a place, as {@link Chunk} writes them: without a name or other extras.
     *
     * @param out gets its content; of a torn member what can be had
     * @return where it ends; -1 if it is torn or damaged
     */
    long read(long start, OutputStream out) throws IOException {
        ByteBuffer header = bytes(start, HEADER);
        if (header.remaining() < HEADER || (header.getShort() & 0xffff) != MAGIC) {
            return -1;
        }
        Inflater inflater = new Inflater(true);
        try {
            CRC32 check = new CRC32();
            long end = inflate(inflater, start + HEADER, out, check);
            if (end < 0) {
                return -1;
            }
            ByteBuffer trailer = bytes(end, TRAILER);
            boolean sound = trailer.remaining() == TRAILER
                    && trailer.getInt() == (int) check.getValue()
                    && trailer.getInt() == (int) inflater.getBytesWritten();
            return sound ? end + TRAILER : -1;
        } catch (DataFormatException damaged) {
            return -1;
        } finally {
            inflater.end();
        }
    }

    private long inflate(Inflater inflater, long start, OutputStream out, CRC32 check)
            throws IOException, DataFormatException {
        long next = start;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                int count = file.read(ByteBuffer.wrap(compressed), next);
                if (count <= 0) {
                    return -1;
                }
                next += count;
                inflater.setInput(compressed, 0, count);
            }
            int count = inflater.inflate(plain);
            check.update(plain, 0, count);
            out.write(plain, 0, count);
        }
        return next - inflater.getRemaining();
    }

    /** Up to so many bytes at a place; fewer at the end of the file. */
    private ByteBuffer bytes(long start, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        long next = start;
        while (bytes.hasRemaining()) {
            int read = file.read(bytes, next);
            if (read < 0) {
                break;
            }
            next += read;
        }
        return bytes.flip();
    }
}
