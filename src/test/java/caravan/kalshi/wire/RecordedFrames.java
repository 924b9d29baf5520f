package caravan.kalshi.wire;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recorded traffic of the exchange, which lies beside the project where it lies at all. */
public final class RecordedFrames {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedFrames() {}

    /** The file of that name; where it is absent the test is skipped, with the reason. */
    static Path file(String name) {
        String shared = System.getProperty("shared.dir");
        Path folder = shared == null ? Path.of(System.getProperty("user.dir"), "..", "shared") : Path.of(shared);
        Path file = folder.resolve("kalshi").resolve("samples").resolve(name).normalize();
        assumeThat(file).as("recorded traffic is not part of the project").exists();
        return file;
    }

    /** The frames of a recording, some of which are wrapped together with the time of their arrival. */
    public static List<String> frames(String name) throws IOException {
        List<String> frames = new ArrayList<>();
        for (String line : Files.readAllLines(file(name))) {
            if (!line.isBlank()) {
                frames.add(
                        line.startsWith("{\"recv_ts_ns\"")
                                ? JSON.readTree(line).get("raw").asText()
                                : line);
            }
        }
        return frames;
    }
}
