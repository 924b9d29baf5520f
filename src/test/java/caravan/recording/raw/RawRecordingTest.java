package caravan.recording.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.model.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRecordingTest {
    private static final Instant TIME = Instant.parse("2026-11-20T10:59:59.100000007Z");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path temporary;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private RawRecording recording;

    @AfterEach
    void stop() {
        if (recording != null) {
            recording.stop();
        }
    }

    private Path folder() {
        return temporary.resolve("raw");
    }

    private RawRecording start(int queueSize) {
        recording = new RawRecording(folder(), metrics, queueSize);
        recording.start();
        return recording;
    }

    private static Frame frame(long number, Instant time, String text) {
        return new Frame("private", 1_795_168_800_123_456L, number, time, "t", 1, 2, true, text);
    }

    @Test
    void framesAreKeptExactlyAndAnyToolReadsThem() throws Exception {
        List<String> texts = List.of(
                "{\"type\":\"fill\"}\n", "no JSON \\ \" \t \0 \u2028", "h\u00e9 \ud83d\ude00", "x".repeat(300_000));
        start(100);
        for (int i = 0; i < texts.size(); i++) {
            recording.take(frame(i + 1, TIME.plusNanos(i), texts.get(i)));
        }
        recording.stop();
        Path file = RawLines.files(folder()).get(0);
        assertThat(file).hasFileName("2026-11-20T10-0001.jsonl.gz");
        List<JsonNode> lines = new ArrayList<>();
        for (String line : RawLines.of(file)) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).extracting(line -> line.get("text").textValue()).isEqualTo(texts);
        assertThat(lines).extracting(line -> line.get("number").asLong()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.get(1).get("received").textValue()).isEqualTo("2026-11-20T10:59:59.100000008Z");
        assertThat(lines.get(1).get("connection").textValue()).isEqualTo("private");
        assertThat(lines.get(1).get("connection_id").asLong()).isEqualTo(1_795_168_800_123_456L);
        assumeTrue(RawLines.hasTools(), "zcat and jq are here");
        assertThat(RawLines.byTools(file)).hasSize(4);
    }

    @Test
    void nothingIsMadeBeforeTheFirstFrame() {
        start(10);
        recording.take(null);
        recording.stop();
        assertThat(folder()).doesNotExist();
    }

    @Test
    void runningFileIsReadableWithinASecondOrTwo() {
        start(10);
        recording.take(frame(1, TIME, "a"));
        await().ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(RawLines.of(RawLines.files(folder()).get(0))).hasSize(1));
    }

    @Test
    void hoursHaveFilesOfTheirOwnAndSoDoStarts() throws Exception {
        start(10);
        recording.take(frame(1, TIME, "a"));
        recording.take(frame(2, TIME.plusSeconds(1), "b"));
        recording.stop();
        start(10).take(frame(3, TIME.plusSeconds(2), "c"));
        recording.stop();
        assertThat(RawLines.files(folder()))
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "2026-11-20T10-0001.jsonl.gz", "2026-11-20T11-0001.jsonl.gz", "2026-11-20T11-0002.jsonl.gz");
    }

    @Test
    void largeFileIsFollowedByAnother() throws Exception {
        try (RawFiles files = new RawFiles(folder(), 100)) {
            for (int i = 0; i < 3; i++) {
                Chunk chunk = new Chunk();
                chunk.add(frame(i, TIME, "something to say"));
                files.append(chunk);
            }
        }
        assertThat(RawLines.files(folder())).hasSize(3);
    }

    @Test
    void whatIsDroppedIsCountedAndDeclared() throws Exception {
        start(4);
        int sent = 20_000;
        for (int i = 1; i <= sent; i++) {
            recording.take(frame(i, TIME, "frame " + i));
        }
        await().until(() -> count("recording.raw.frames") + count("recording.raw.dropped") == sent);
        recording.take(frame(sent + 1, TIME, "the last"));
        recording.stop();
        assertThat(count("recording.raw.dropped")).isPositive();
        long kept = 0;
        long declared = 0;
        for (String line : RawLines.of(RawLines.files(folder()).get(0))) {
            JsonNode dropped = JSON.readTree(line).path("dropped");
            declared += dropped.asLong();
            kept += dropped.isMissingNode() ? 1 : 0;
        }
        assertThat(kept + declared).isEqualTo(sent + 1);
        assertThat((double) declared).isEqualTo(count("recording.raw.dropped"));
    }

    @Test
    void whatTheDiskDoesNotTakeIsCountedAndDeclaredLater() throws Exception {
        Files.writeString(folder(), "no folder");
        start(100);
        recording.take(frame(1, TIME, "a"));
        recording.take(frame(2, TIME, "b"));
        await().until(() -> count("recording.raw.dropped") == 2);
        Files.delete(folder());
        recording.take(frame(3, TIME, "c"));
        recording.stop();
        assertThat(RawLines.of(RawLines.files(folder()).get(0)))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("{\"dropped\":2}"),
                        line -> assertThat(line).contains("\"text\":\"c\""));
    }

    @Test
    void tornFileOfAKilledRunIsReadableAfterTheStart() throws Exception {
        start(100).take(frame(1, TIME, "a"));
        recording.stop();
        Path file = RawLines.files(folder()).get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        start(100);
        assertThat(RawLines.of(file)).hasSize(1);
    }

    private double count(String name) {
        return metrics.counter(name).count();
    }
}
