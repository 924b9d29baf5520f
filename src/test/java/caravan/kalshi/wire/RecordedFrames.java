package caravan.kalshi.wire;

import caravan.Shared;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Recorded traffic of the exchange, which lies beside the project where it lies at all. */
final class RecordedFrames {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedFrames() {}

    /** The frames of a recording, some of which are wrapped together with the time of their arrival. */
    static List<String> frames(String name) throws IOException {
        List<String> frames = new ArrayList<>();
        for (String line : Shared.lines(name)) {
            frames.add(
                    line.startsWith("{\"recv_ts_ns\"")
                            ? JSON.readTree(line).get("raw").asText()
                            : line);
        }
        return frames;
    }
}
