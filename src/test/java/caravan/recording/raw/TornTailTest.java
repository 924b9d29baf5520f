package caravan.recording.raw;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornTailTest {
    private static final Instant TIME = Instant.parse("2026-11-20T10:00:00.123456789Z");

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final Random random = new Random(1);
    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            Chunk chunk = new Chunk();
            for (int j = 0; j < 6; j++) {
                chunk.add(frame(i * 6 + j));
            }
            members.write(chunk.compressed());
            ends.add(members.size());
        }
        whole = members.toByteArray();
        file = folder.resolve("2026-11-20T10-0001.jsonl.gz");
        Files.write(file, whole);
        lines.addAll(RawLines.of(file));
    }

    private Frame frame(int number) {
        String noise = Long.toHexString(random.nextLong());
        return new Frame("market-data", 1, number, TIME, "t", 0, 0, true, "{\"noise\":\"" + noise + "\"}\n");
    }

    @Test
    void fileCutAnywhereIsReadableWithEveryCompleteLine() throws Exception {
        int before = 0;
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            TornTail.repair(file);
            List<String> kept = Files.exists(file) ? RawLines.of(file) : List.of();
            assertThat(kept).as("cut at %d", cut).isEqualTo(lines.subList(0, kept.size()));
            int end = cut;
            long wholeChunks = ends.stream().filter(it -> it <= end).count();
            assertThat(kept.size())
                    .isGreaterThanOrEqualTo((int) wholeChunks * 6)
                    .isGreaterThanOrEqualTo(before);
            before = kept.size();
            if (cut % 16 == 0 && Files.exists(file) && RawLines.hasTools()) {
                assertThat(RawLines.byTools(file)).as("cut at %d", cut).isEqualTo(kept);
            }
        }
        assertThat(before).isEqualTo(18);
    }

    @Test
    void linesOfTheTornChunkAreKept() throws Exception {
        Files.write(file, Arrays.copyOf(whole, whole.length - 8));
        TornTail.repair(file);
        assertThat(RawLines.of(file)).isEqualTo(lines);
    }

    @Test
    void zerosAtTheEndAreCutOff() throws Exception {
        Files.write(file, Arrays.copyOf(whole, whole.length + 4096));
        TornTail.repair(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void damageNeverGivesALineThatIsNoJson() throws Exception {
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[ends.get(1) + random.nextInt(whole.length - ends.get(1))] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            TornTail.repair(file);
            List<String> kept = RawLines.of(file);
            assertThat(kept.subList(0, 12)).isEqualTo(lines.subList(0, 12));
            assertThat(kept).allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        }
    }

    @Test
    void wholeFileStaysAsItIs() throws Exception {
        FileTime longAgo = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(file, longAgo);
        TornTail.repairNewest(folder);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    }

    @Test
    void newestFileIsRepairedAndHalfARepairIsForgotten() throws Exception {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        Path newest = folder.resolve("2026-11-20T09-0007.jsonl.gz");
        Files.write(newest, Arrays.copyOf(whole, whole.length - 1));
        Path half = Files.writeString(folder.resolve("2026-11-20T09-0007.jsonl.gz.tmp"), "half");
        TornTail.repairNewest(folder);
        assertThat(half).doesNotExist();
        assertThat(RawLines.of(newest)).isEqualTo(lines);
    }
}
