package caravan.recording.raw;

import caravan.model.Frame;
import caravan.recording.Batches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Header;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps frames in {@link RawFiles}, on a thread of its own.
 *
 * <p>Whoever brings a frame never waits: what finds the queue full, or the disk unable, is dropped, counted, and declared
 * by a line in the files once they take one again. A frame is on disk within a second or so. Safe for use by several
 * threads; the thread and the folder come with the first frame.
 */
public final class RawRecording extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(RawRecording.class);
    private static final int QUEUE_SIZE = 20_000;
    private static final int MOST_AT_ONCE = 512;
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Path folder;
    private final BlockingQueue<Frame> queue;
    private final AtomicLong undeclared = new AtomicLong();
    private final Counter kept;
    private final Counter dropped;
    private volatile boolean dropping;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /** @param folder where the files are; made when the first one is */
    public RawRecording(Path folder, MeterRegistry metrics) {
        this(folder, metrics, QUEUE_SIZE);
    }

    RawRecording(Path folder, MeterRegistry metrics, int queueSize) {
        this.folder = folder;
        this.queue = new ArrayBlockingQueue<>(queueSize);
        this.kept = metrics.counter("recording.raw.frames");
        this.dropped = metrics.counter("recording.raw.dropped");
        Gauge.builder("recording.raw.waiting", queue, BlockingQueue::size).register(metrics);
    }

    /** Takes a frame, or drops it. What did not come in a frame is not kept. */
    public void take(@Header(Batches.FRAME) @Nullable Frame frame) {
        if (frame == null) {
            return;
        }
        if (thread == null) {
            begin();
        }
        if (!running || !queue.offer(frame)) {
            drop(1, "frames come faster than they can be written");
        }
    }

    private synchronized void begin() {
        if (thread == null && running) {
            thread = new Thread(this::write, "raw-recording");
            thread.start();
        }
    }

    private void drop(long frames, String reason) {
        dropped.increment((double) frames);
        undeclared.addAndGet(frames);
        if (!dropping) {
            dropping = true;
            LOG.error("The raw recording is losing frames: {}. The meter recording.raw.dropped says how many", reason);
        }
    }

    /** Mends what a kill left half written, whether or not anything is recorded now. */
    @Override
    protected void doStart() {
        running = true;
        try {
            TornTail.repairNewest(folder);
        } catch (IOException e) {
            LOG.error("A raw recording could not be checked for a torn end ({})", e.toString());
        }
    }

    @Override
    protected void doStop() throws InterruptedException {
        running = false;
        Thread writing = thread;
        if (writing != null) {
            writing.join(PATIENCE_MILLIS);
            thread = null;
        }
    }

    private void write() {
        try (RawFiles files = new RawFiles(folder)) {
            List<Frame> taken = new ArrayList<>();
            Chunk chunk = new Chunk();
            long due = System.nanoTime() + FLUSH_NANOS;
            double droppedBefore = 0;
            while (running || !queue.isEmpty()) {
                Frame first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    queue.drainTo(taken, MOST_AT_ONCE);
                }
                for (Frame frame : taken) {
                    if (chunk.isFull() || !chunk.isOfHour(frame)) {
                        chunk = stored(files, chunk);
                    }
                    chunk.add(frame);
                }
                taken.clear();
                if (System.nanoTime() - due >= 0) {
                    chunk = stored(files, chunk);
                    due = System.nanoTime() + FLUSH_NANOS;
                    droppedBefore = tellWhenOver(droppedBefore);
                }
            }
            stored(files, chunk);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A second without a loss ends the trouble; returns how many frames were lost until now. */
    private double tellWhenOver(double droppedBefore) {
        double now = dropped.count();
        if (dropping && now == droppedBefore) {
            dropping = false;
            LOG.info("The raw recording takes all frames again; {} were lost", (long) now);
        }
        return now;
    }

    /** Stores a chunk that has frames and returns an empty one, which begins with what has to be declared. */
    private Chunk stored(RawFiles files, Chunk chunk) {
        Chunk next = chunk;
        if (chunk.frames() > 0) {
            next = new Chunk();
            try {
                files.append(chunk);
                kept.increment(chunk.frames());
            } catch (IOException e) {
                undeclared.addAndGet(chunk.declared());
                drop(chunk.frames(), "the disk does not take them (" + e + "). Free the disk below " + folder);
            }
        }
        next.declare(undeclared.getAndSet(0));
        return next;
    }
}
