package caravan.recording.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:30:00Z");

    @TempDir
    private Path folder;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Test
    void filesThatAreTooOldGo() throws IOException {
        file("2026-11-18T09-0001.jsonl.gz", 10, Duration.ofHours(49));
        file("2026-11-18T11-0001.jsonl.gz", 10, Duration.ofHours(47));
        file("2026-11-20T10-0001.jsonl.gz", 10, Duration.ZERO);
        retention(Duration.ofDays(2)).apply();
        assertThat(names()).containsExactly("2026-11-18T11-0001.jsonl.gz", "2026-11-20T10-0001.jsonl.gz");
        assertThat(metrics.counter("recording.raw.deleted").count()).isEqualTo(1);
    }

    @Test
    void withoutAnAgeAllStay() throws IOException {
        file("2020-11-18T09-0001.jsonl.gz", 10, Duration.ofDays(2_000));
        file("2020-11-18T10-0001.jsonl.gz", 10, Duration.ofDays(2_000));
        retention(null).apply();
        assertThat(names()).hasSize(2);
    }

    @Test
    void oldestGoesFirstUntilThereIsRoom() throws IOException {
        file("2026-11-20T08-0002.jsonl.gz", 20, Duration.ZERO);
        file("2026-11-20T08-0001.jsonl.gz", 10, Duration.ZERO);
        file("2026-11-20T09-0001.jsonl.gz", 30, Duration.ZERO);
        file("2026-11-20T10-0001.jsonl.gz", 40, Duration.ZERO);
        RawRetention retention = retention(null);
        assertThat(retention.bytes()).isEqualTo(100);
        retention.free(15);
        assertThat(names()).containsExactly("2026-11-20T09-0001.jsonl.gz", "2026-11-20T10-0001.jsonl.gz");
        assertThat(retention.bytes()).isEqualTo(70);
    }

    @Test
    void newestAndStrangeFilesStay() throws IOException {
        file("2026-11-20T09-0001.jsonl.gz", 30, Duration.ofDays(9));
        file("2026-11-20T10-0002.jsonl.gz", 40, Duration.ofDays(9));
        // The name of a file that was deleted, used again.
        file("2026-11-20T10-0001.jsonl.gz", 40, Duration.ofDays(8));
        file("notes.txt", 5, Duration.ofDays(9));
        file("2026-11-20T08-0001.jsonl.gz.copy", 5, Duration.ofDays(9));
        retention(Duration.ofDays(1)).apply();
        retention(null).free(1_000);
        assertThat(names())
                .containsExactly("2026-11-20T08-0001.jsonl.gz.copy", "2026-11-20T10-0001.jsonl.gz", "notes.txt");
    }

    @Test
    void folderThatIsNotThereTakesNoRoom() {
        RawRetention retention = new RawRetention(folder.resolve("none"), Duration.ofDays(1), () -> NOW, metrics);
        retention.apply();
        retention.free(10);
        assertThat(retention.bytes()).isZero();
    }

    private RawRetention retention(@Nullable Duration age) {
        return new RawRetention(folder, age, () -> NOW, metrics);
    }

    private void file(String name, int bytes, Duration age) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
