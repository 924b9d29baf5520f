package caravan.recording;

import caravan.model.Frame;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames on disk, one JSON array a line.
 *
 * <p>Times are kept to the microsecond, as the tables keep them. A file is complete or it is not there: it is written under another name first.
 */
final class SpoolFile {
    /** The ending of a file that is still being written, or was when the program was killed. */
    static final String UNFINISHED = ".tmp";

    private static final JsonFactory JSON =
            new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).setRootValueSeparator(null);

    private SpoolFile() {}

    /**
     * Writes a file whole.
     *
     * @throws IOException if the disk does not take it; nothing is left behind
     */
    static void write(Path file, List<Frame> frames) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
                for (Frame frame : frames) {
                    write(writer, frame);
                    writer.write('\n');
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read, or does not hold what {@link #write} writes
     */
    static List<Frame> read(Path file) throws IOException {
        List<Frame> frames = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(Files.newBufferedReader(file))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.START_ARRAY) {
                    throw new IOException("expected the array of a frame, found " + token);
                }
                frames.add(read(parser));
            }
        }
        return frames;
    }

    private static void write(Writer writer, Frame frame) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(writer)) {
            json.writeStartArray();
            json.writeString(frame.connection());
            json.writeNumber(frame.connectionId());
            json.writeNumber(frame.number());
            json.writeNumber(ChronoUnit.MICROS.between(Instant.EPOCH, frame.receivedTime()));
            json.writeString(frame.type());
            json.writeNumber(frame.subscription());
            json.writeNumber(frame.sequence());
            json.writeBoolean(frame.yesPrices());
            json.writeString(frame.text());
            json.writeEndArray();
        }
    }

    private static Frame read(JsonParser parser) throws IOException {
        Frame frame = new Frame(
                text(parser),
                number(parser),
                number(parser),
                Instant.EPOCH.plus(number(parser), ChronoUnit.MICROS),
                text(parser),
                number(parser),
                number(parser),
                flag(parser),
                text(parser));
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw new IOException("expected the end of a frame, found " + parser.currentToken());
        }
        return frame;
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
            throw new IOException("expected a text, found " + parser.currentToken());
        }
        return parser.getText();
    }

    private static long number(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new IOException("expected a number, found " + parser.currentToken());
        }
        return parser.getLongValue();
    }

    private static boolean flag(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw new IOException("expected true or false, found " + token);
        }
        return token == JsonToken.VALUE_TRUE;
    }
}
