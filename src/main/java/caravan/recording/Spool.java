package caravan.recording;

import caravan.model.Frame;
import caravan.model.StreamMessage;
import caravan.recording.Stretch.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every frame on disk, from its arrival until its row is in the database: a kill loses none.
 *
 * <p>What the database does not take now stays there until it does. Files are named by their place in the order, so that
 * those of an earlier run come first. Safe for use by several threads.
 */
public final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.frames");
    private static final String BAD = ".bad";
    private static final int FILE_SIZE = 4 << 20;
    /** A stretch ends at the latest after this time, so that it is counted soon. */
    private static final long STRETCH_MILLIS = 5_000;

    private final Path folder;
    private final Counter dropped;
    private final ConcurrentSkipListMap<Long, Stretch> stretches = new ConcurrentSkipListMap<>();
    private @Nullable Stretch current;
    private long lastNumber;
    private volatile @Nullable String diskError;
    private final AtomicBoolean overflown = new AtomicBoolean();

    /**
     * Opens the folder, makes it where needed, and finds what earlier runs left in it.
     *
     * @throws UncheckedIOException if the folder cannot be made or read
     */
    public Spool(Path folder, MeterRegistry metrics) {
        this.folder = folder;
        this.dropped = metrics.counter("recording.dropped");
        Gauge.builder("recording.spool.files", this, Spool::files).register(metrics);
        Gauge.builder("recording.spool.frames", this, Spool::frames).register(metrics);
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

    private void find(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            stretches.put(number, Stretch.found(number, file));
            lastNumber = Math.max(lastNumber, number);
        }
    }

    /** Puts a frame on disk and notes that its row is on its way. Never fails, and waits for no database. */
    synchronized Place keep(Row row) {
        Frame frame = row.frame();
        Place place = current == null ? null : add(current, frame, row.table());
        while (place == null) {
            endStretch();
            Stretch next = begin(Math.max(FILE_SIZE, SpoolFile.HEADER + SpoolFile.size(frame)));
            stretches.put(next.number(), next);
            current = next;
            place = add(next, frame, row.table());
        }
        return place;
    }

    private @Nullable Place add(Stretch stretch, Frame frame, String table) {
        try {
            return stretch.add(frame, table);
        } catch (InternalError e) {
            // So the virtual machine says that there is no disk below the map any more.
            diskFails(e.toString());
            return null;
        }
    }

    private Stretch begin(int capacity) {
        long number = ++lastNumber;
        try {
            SpoolFile file = SpoolFile.create(folder.resolve("%019d.frames".formatted(number)), capacity);
            if (diskError != null) {
                LOG.info("The disk takes market data again");
                diskError = null;
            }
            return Stretch.begin(number, file);
        } catch (IOException | RuntimeException e) {
            diskFails(e.toString().lines().findFirst().orElse(""));
            return Stretch.begin(number, null);
        }
    }

    private void diskFails(String reason) {
        if (diskError == null) {
            LOG.error(
                    "The disk does not take market data ({}): what the database does not take either is lost, and so is"
                            + " what a kill finds on its way. Free the disk below {}",
                    reason,
                    folder);
        }
        diskError = reason;
    }

    /** Why frames are not put on disk; null while they are. */
    public @Nullable String diskError() {
        return diskError;
    }

    private void endStretch() {
        Stretch ended = current;
        current = null;
        if (ended != null) {
            ended.close();
        }
    }

    /** Ends the stretch that is being written, if it is old or has work for the drain. */
    synchronized void endOldStretch() {
        if (current != null && !current.isEmpty() && (current.ageMillis() >= STRETCH_MILLIS || current.waiting() > 0)) {
            endStretch();
        }
    }

    /** Ends the stretch that is being written. */
    synchronized void close() {
        endStretch();
    }

    /** The rows of the batch are in the database. */
    void settle(Batch batch) {
        List<Place> places = batch.places();
        for (int from = 0, to = 0; from < places.size(); from = to) {
            Stretch stretch = places.get(from).stretch();
            while (to < places.size() && places.get(to).stretch() == stretch) {
                to++;
            }
            stretch.settle(places.subList(from, to));
        }
    }

    /** Leaves a batch to the disk, where its frames are. Never fails: without a disk they are counted as dropped. */
    public void leave(Batch batch) {
        int lost = 0;
        for (int i = 0; i < batch.size(); i++) {
            Place place = batch.places().get(i);
            if (!place.stretch().leave(place.index())) {
                Row row = batch.rows().get(i);
                place.stretch().drop(place.index(), row.frame(), row.table(), "neither database nor disk took it");
                lost++;
            }
        }
        if (lost > 0) {
            // The log was told when the disk failed; frame_counts will tell how many.
            dropped.increment(lost);
        }
    }

    /** A frame has its row in the quarantine instead of in its table. */
    void quarantine(Place place, Row row) {
        place.stretch().quarantine(place.index(), row.frame(), row.table());
    }

    /**
     * Takes note that a frame is lost because it found every place taken: to wait for one would hold up who came.
     *
     * @param frame null for an event of the connection, which is not recorded
     */
    public void drop(StreamMessage message, @Nullable Frame frame) {
        Row row = frame == null ? null : Rows.row(message, frame);
        if (row == null) {
            return;
        }
        drop(keep(row), row, "the recorder did not keep up");
        if (!overflown.getAndSet(true)) {
            LOG.error(
                    "Frames of connection {} are not recorded from number {} of connection {} on: the recorder does not"
                            + " keep up. The meter recording.dropped says how many",
                    frame.connection(),
                    frame.number(),
                    frame.connectionId());
        }
    }

    /** A frame is lost. */
    void drop(Place place, Row row, String reason) {
        place.stretch().drop(place.index(), row.frame(), row.table(), reason);
        dropped.increment();
    }

    /** All stretches that are not counted yet, oldest first. */
    Collection<Stretch> stretches() {
        return stretches.values();
    }

    /** Stretches of which every frame has found its place. */
    List<Stretch> done() {
        return stretches.values().stream().filter(Stretch::isDone).toList();
    }

    /** Forgets a stretch that is counted, and deletes its file. */
    void remove(Stretch stretch) {
        stretches.remove(stretch.number());
        Path path = stretch.path();
        if (path != null) {
            try {
                SpoolFile.delete(path);
            } catch (IOException e) {
                LOG.warn("{} could not be deleted ({}). It does no harm and is tried again at the next start", path, e);
            }
        }
    }

    /** Keeps a copy of a file that is damaged. */
    void setAside(Stretch stretch, String damage, int framesLost) {
        dropped.increment(framesLost);
        Path file = Objects.requireNonNull(stretch.path());
        Path aside = file.resolveSibling(file.getFileName() + BAD);
        try {
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be copied to {}", file, aside, e);
        }
        LOG.error(
                "The spool file {} is damaged ({}): {} frames are lost. The rest is put into the database, a copy kept for"
                        + " a look as {}",
                file,
                damage,
                framesLost,
                aside);
    }

    /** How many bytes it takes. */
    long bytes() {
        long bytes = 0;
        for (Stretch stretch : stretches.values()) {
            try {
                bytes += stretch.bytes();
            } catch (IOException e) {
                LOG.debug("{} has no size", stretch, e);
            }
        }
        return bytes;
    }

    /**
     * Gives up the oldest frames that wait, until what is left takes no more than so many bytes.
     *
     * @param rows makes the row of a frame
     */
    void trim(long mostBytes, Function<Frame, Row> rows) {
        int lost = 0;
        Iterator<Stretch> oldest = stretches.values().iterator();
        while (bytes() > mostBytes && oldest.hasNext()) {
            Stretch stretch = oldest.next();
            if (stretch.isClosed() && stretch.waiting() > 0) {
                try {
                    lost += stretch.giveUp(rows, "the spool reached recording.disk-limit");
                } catch (IOException | RuntimeException e) {
                    LOG.warn("{} could not be given up", stretch, e);
                }
            }
        }
        if (lost > 0) {
            dropped.increment(lost);
            LOG.error(
                    "Market data is lost: the spool may take no more than {} MiB (recording.disk-limit), so the oldest {}"
                            + " frames in it were given up. The database has to be mended: {} frames wait for it",
                    mostBytes >> 20,
                    lost,
                    frames());
        }
    }

    /** How many files wait for the database. */
    public int files() {
        return (int) stretches.values().stream()
                .filter(stretch -> stretch.waiting() > 0)
                .count();
    }

    /** How many frames wait in them. */
    public long frames() {
        return stretches.values().stream().mapToLong(Stretch::waiting).sum();
    }
}
