package caravan.recording.raw;

import caravan.recording.SpareFiles;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes files of the raw recording that are too old, or too much: the oldest first. The newest stays, for it may be
 * written just now, and so does whatever has another name. Safe for use by several threads.
 */
public final class RawRetention implements SpareFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RawRetention.class);
    private static final Pattern NAME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d{4}" + Pattern.quote(RawFiles.SUFFIX));
    private static final long MEBIBYTE = 1 << 20;

    private final Path folder;
    private final @Nullable Duration age;
    private final InstantSource clock;
    private final Counter deleted;

    /** @param age how long a file is kept after the last frame came into it; null is for ever */
    public RawRetention(Path folder, @Nullable Duration age, InstantSource clock, MeterRegistry metrics) {
        this.folder = folder;
        this.age = age;
        this.clock = clock;
        this.deleted = Counter.builder("recording.raw.deleted")
                .description("files that were too old, or too much")
                .register(metrics);
    }

    /** A file as it was found. */
    private record Found(Path path, long bytes, Instant written) {}

    @Override
    public long bytes() {
        return files().stream().mapToLong(Found::bytes).sum();
    }

    /** Deletes what is too old by now. */
    public synchronized void apply() {
        if (age == null) {
            return;
        }
        Instant horizon = clock.instant().minus(age);
        List<Found> old = new ArrayList<>(spare());
        old.removeIf(file -> !file.written().isBefore(horizon));
        long bytes = delete(old, gone -> false);
        if (bytes > 0) {
            LOG.info("Deleted raw files of {} MiB that were older than {}", bytes / MEBIBYTE, age);
        }
    }

    @Override
    public synchronized void free(long bytes) {
        long freed = delete(spare(), gone -> gone >= bytes);
        if (freed > 0) {
            LOG.warn(
                    "Market data takes more than recording.disk-limit: deleted the oldest raw files, {} MiB",
                    freed / MEBIBYTE);
        }
    }

    /** Deletes one after the other until it is enough; returns how many bytes that were. */
    private long delete(List<Found> oldestFirst, LongPredicate isEnough) {
        long gone = 0;
        for (Found file : oldestFirst) {
            if (isEnough.test(gone)) {
                break;
            }
            try {
                if (Files.deleteIfExists(file.path())) {
                    gone += file.bytes();
                    deleted.increment();
                }
            } catch (IOException stays) {
                LOG.warn("The raw file {} cannot be deleted ({})", file.path(), stays.toString());
            }
        }
        return gone;
    }

    private List<Found> spare() {
        List<Found> files = files();
        return files.subList(0, Math.max(0, files.size() - 1));
    }

    /** By time: the name of a file that was deleted may be used again within its hour. */
    private List<Found> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(folder)) {
            List<Found> found = new ArrayList<>();
            for (Path path : names.filter(RawRetention::isOurs).toList()) {
                found.add(new Found(
                        path, Files.size(path), Files.getLastModifiedTime(path).toInstant()));
            }
            found.sort(Comparator.comparing(Found::written).thenComparing(Found::path));
            return found;
        } catch (IOException gone) {
            LOG.debug("The raw files cannot be looked at now", gone);
            return List.of();
        }
    }

    private static boolean isOurs(Path path) {
        return NAME.matcher(path.getFileName().toString()).matches();
    }
}
