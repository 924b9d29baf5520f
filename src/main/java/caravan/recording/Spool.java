package caravan.recording;

import caravan.model.Frame;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches that the database could not take, as files, until it can.
 *
 * <p>A file holds the frames of one batch and is named by its place in the order, so that files of an earlier run come
 * first. Safe for use by several threads. As a service of the Camel context it is stopped after the routes: what was
 * gathered and neither stored nor spooled by then goes to disk, so that a stop loses nothing however slow the database.
 */
public final class Spool extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Pattern NAME = Pattern.compile("(\\d{19})-([a-z_]+)-(\\d+)\\.jsonl");
    private static final String BAD = ".bad";

    private final Path folder;
    private final Counter dropped;
    private final ConcurrentSkipListMap<Long, Entry> waiting = new ConcurrentSkipListMap<>();
    private final Set<Batch> expected = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicLong framesWaiting = new AtomicLong();
    private final AtomicBoolean diskFailed = new AtomicBoolean();
    private final AtomicBoolean overflown = new AtomicBoolean();

    /** One file, oldest first by its number. */
    record Entry(long number, Path file, int frames) {}

    /**
     * Opens the folder, makes it where needed, and finds what earlier runs left in it.
     *
     * @throws UncheckedIOException if the folder cannot be made or read
     */
    public Spool(Path folder, MeterRegistry metrics) {
        this.folder = folder;
        this.dropped = metrics.counter("recording.dropped");
        Gauge.builder("recording.spool.files", waiting, ConcurrentSkipListMap::size)
                .register(metrics);
        Gauge.builder("recording.spool.frames", framesWaiting, AtomicLong::get).register(metrics);
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    find(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected a folder for spooled market data, found " + e + "; make it writable: " + folder, e);
        }
    }

    private void find(Path file) throws IOException {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
            enter(new Entry(Long.parseLong(matcher.group(1)), file, Integer.parseInt(matcher.group(3))));
        } else if (name.endsWith(SpoolFile.UNFINISHED)) {
            Files.delete(file);
        }
    }

    private void enter(Entry entry) {
        waiting.put(entry.number(), entry);
        framesWaiting.addAndGet(entry.frames());
        lastNumber.accumulateAndGet(entry.number(), Math::max);
    }

    /** Keeps an eye on a batch until it is {@linkplain #settle settled}. */
    void expect(Batch batch) {
        expected.add(batch);
    }

    /** Forgets a batch: its rows are in the database. */
    void settle(Batch batch) {
        expected.remove(batch);
    }

    /** Takes a batch. Never fails: frames that the disk does not take either are counted as dropped. */
    public void add(Batch batch) {
        List<Frame> frames = batch.rows().stream().map(Row::frame).toList();
        long number = lastNumber.incrementAndGet();
        Path file = folder.resolve("%019d-%s-%d.jsonl".formatted(number, batch.table(), frames.size()));
        try {
            SpoolFile.write(file, frames);
            enter(new Entry(number, file, frames.size()));
            diskFailed.set(false);
        } catch (IOException | RuntimeException e) {
            dropped.increment(frames.size());
            if (!diskFailed.getAndSet(true)) {
                LOG.error(
                        "Market data is being lost: {} could not be spooled ({}). Free the disk below {}",
                        batch,
                        e.toString().lines().findFirst().orElse(""),
                        folder);
            }
        }
        settle(batch);
    }

    /** Takes note that a frame is lost because it found every place taken: writing it to disk would hold up who came. */
    public void drop(@Nullable Frame frame) {
        if (frame == null) {
            return; // an event of the connection, which is not recorded
        }
        dropped.increment();
        if (!overflown.getAndSet(true)) {
            LOG.error(
                    "Frames of connection {} are not recorded from number {} of connection {} on: the recorder does not"
                            + " keep up. The meter recording.dropped says how many",
                    frame.connection(),
                    frame.number(),
                    frame.connectionId());
        }
    }

    /** The file that has waited longest; null when none waits. */
    @Nullable
    Entry oldest() {
        var first = waiting.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** Deletes a file whose rows are in the database. */
    void remove(Entry entry) throws IOException {
        Files.deleteIfExists(entry.file());
        leave(entry);
    }

    /** Keeps a file out of the way that cannot be read. */
    void setAside(Entry entry, IOException reason) {
        leave(entry);
        dropped.increment(entry.frames());
        Path aside = entry.file().resolveSibling(entry.file().getFileName() + BAD);
        try {
            Files.move(entry.file(), aside);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        LOG.error(
                "Expected spooled frames, found a file that cannot be read ({}); kept for a look as {}",
                reason.toString().lines().findFirst().orElse(""),
                aside);
    }

    private void leave(Entry entry) {
        if (waiting.remove(entry.number()) != null) {
            framesWaiting.addAndGet(-entry.frames());
        }
    }

    /** How many files wait for the database. */
    public int files() {
        return waiting.size();
    }

    /** How many frames wait in them. */
    public long frames() {
        return framesWaiting.get();
    }

    @Override
    protected void doStop() {
        expected.forEach(this::add);
    }
}
