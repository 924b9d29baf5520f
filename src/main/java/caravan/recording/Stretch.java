package caravan.recording;

import caravan.model.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames that were received one after the other, and what became of each: it is in the database, or left to the disk, or
 * still on its way.
 *
 * <p>Without a disk a stretch still counts, but what is left to it is lost. Safe for use by several threads.
 */
final class Stretch {
    /** Without a disk a stretch ends after so many frames; with the next one the disk is tried again. */
    private static final int FRAMES_WITHOUT_DISK = 10_000;

    private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final long number;
    private final @Nullable SpoolFile file;
    private final @Nullable Path path;
    private final long openedNanos = System.nanoTime();
    private final Tally tally = new Tally();
    private final BitSet settled = new BitSet();
    private final BitSet left = new BitSet();
    private int size;
    private boolean unread;
    private boolean closed;
    private boolean damageTold;
    private boolean gone;
    private int failures;
    private long dueNanos = openedNanos;

    /** Where a frame is. */
    record Place(Stretch stretch, int index) {}

    /** What was left to the disk, made again from its frame. */
    record Left(Place place, Row row) {}

    private Stretch(long number, @Nullable SpoolFile file, @Nullable Path path) {
        this.number = number;
        this.file = file;
        this.path = path;
    }

    /** A stretch that begins now; without a disk if there is no file. */
    static Stretch begin(long number, @Nullable SpoolFile file) {
        return new Stretch(number, file, file == null ? null : file.path());
    }

    /** A stretch of an earlier run. Nobody knows yet what is in it. */
    static Stretch found(long number, Path path) {
        Stretch found = new Stretch(number, null, path);
        found.closed = true;
        found.unread = true;
        found.size = SpoolFile.frames(path);
        return found;
    }

    long number() {
        return number;
    }

    @Nullable
    Path path() {
        return path;
    }

    long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedNanos);
    }

    /** Adds a frame; null when there is no room for it. */
    synchronized @Nullable Place add(Frame frame, String table) {
        if (file == null ? size >= FRAMES_WITHOUT_DISK : !file.append(frame)) {
            return null;
        }
        tally.add(frame, table);
        return new Place(this, size++);
    }

    /** Nothing is added any more. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** The frame has its row. */
    private void settle(int index) {
        left.clear(index);
        settled.set(index);
    }

    /** The frames have their rows. All are of this stretch: to ask for it once costs less than once a frame. */
    synchronized void settle(List<Place> places) {
        for (Place place : places) {
            settle(place.index());
        }
    }

    /** The frame has its row, but in the quarantine. */
    synchronized void quarantine(int index, Frame frame, String table) {
        tally.quarantined(frame, table);
        settle(index);
    }

    /** The frame is lost. */
    synchronized void drop(int index, Frame frame, String table, String reason) {
        if (!settled.get(index)) {
            tally.dropped(frame, table, reason);
            settle(index);
        }
    }

    /** The frame waits on disk; returns false when there is none to wait on. */
    synchronized boolean leave(int index) {
        if (path == null || gone) {
            return false;
        }
        if (!settled.get(index)) {
            left.set(index);
        }
        return true;
    }

    /** How many bytes it takes on disk. */
    synchronized long bytes() throws IOException {
        return path == null || gone ? 0 : Files.size(path);
    }

    /** Gives up everything that waits on disk, and the disk; returns how many frames were lost by that. */
    synchronized int giveUp(Function<Frame, Row> rows, String reason) throws IOException {
        List<Left> lost = read(rows, (damage, framesLost) -> {});
        lost.forEach(each ->
                drop(each.place().index(), each.row().frame(), each.row().table(), reason));
        if (path != null) {
            SpoolFile.delete(path);
        }
        gone = true;
        return lost.size();
    }

    /** How many frames wait on disk. */
    synchronized int waiting() {
        return unread ? size : left.cardinality();
    }

    synchronized boolean isDone() {
        return closed && !unread && settled.cardinality() == size;
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /** Whether it is to be tried now. */
    synchronized boolean isDue() {
        return closed && (unread || !left.isEmpty()) && System.nanoTime() - dueNanos >= 0;
    }

    /** It failed for a reason of its own: it is tried later, and then less and less often. */
    synchronized void postpone() {
        long wait = Math.min(TimeUnit.SECONDS.toNanos(1) << Math.min(failures++, 20), LONGEST_WAIT_NANOS);
        dueNanos = System.nanoTime() + wait;
    }

    /**
     * Reads what waits on disk. What cannot be read any more is dropped.
     *
     * @param rows makes the row of a frame
     * @param damaged is told once what is wrong with the file, and how many frames were lost by that
     */
    synchronized List<Left> read(Function<Frame, Row> rows, ObjIntConsumer<String> damaged) throws IOException {
        if (path == null) {
            return List.of();
        }
        SpoolFile.Content content = SpoolFile.read(path);
        List<Frame> frames = content.frames();
        List<Left> all = new ArrayList<>();
        if (unread) {
            size = frames.size();
            left.set(0, size);
        }
        for (int index = left.nextSetBit(0); index >= 0; index = left.nextSetBit(index + 1)) {
            if (index < frames.size()) {
                Row row = rows.apply(frames.get(index));
                all.add(new Left(new Place(this, index), row));
                if (unread) {
                    tally.add(row.frame(), row.table());
                }
            } else {
                // Counted and not there: the proof shows it as missing.
                settle(index);
            }
        }
        if (unread && content.missing() > 0 && size > 0) {
            tally.droppedAfter(frames.get(size - 1), content.missing(), "the spool file was damaged");
        }
        unread = false;
        if (content.damage() != null && !damageTold) {
            damageTold = true;
            damaged.accept(content.damage(), content.missing());
        }
        return all;
    }

    /** What it has, once it {@linkplain #isDone is done}. */
    synchronized List<FrameCount> counts() {
        return tally.counts();
    }

    /** For logs. */
    @Override
    public String toString() {
        return path == null ? "stretch " + number : String.valueOf(path);
    }
}
