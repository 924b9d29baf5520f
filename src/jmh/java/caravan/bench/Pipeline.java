package caravan.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The program itself, with all of its stages or some: from the order to send until the last frame is counted. */
final class Pipeline implements Contender {
    private static final long LIMIT_SECONDS = 120;
    /** Each look costs the program some milliseconds. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final String name;
    private final Sender sender;
    private final Program program;
    private final ToDoubleFunction<Program> counter;

    private double microsAFrame;
    private double spooledFrames;

    private Pipeline(String name, Sender sender, Program program, ToDoubleFunction<Program> counter) {
        this.name = name;
        this.sender = sender;
        this.program = program;
        this.counter = counter;
    }

    /** Counts what has gone through the route {@code market-data}, which hands it to nobody. */
    static Pipeline split(Path folder) throws Exception {
        return start(
                "split",
                folder,
                Map.of("CARAVAN_STAGES", "market-data"),
                program -> program.metric("stream_frames_total", "type=\"orderbook_delta\""));
    }

    /** Counts what the books have taken, of so many markets. */
    static Pipeline books(Path folder, int markets) throws Exception {
        return start(
                "books " + markets,
                folder,
                new Sender(markets),
                Map.of("CARAVAN_STAGES", "market-data,books"),
                program -> program.metric("books_updates_total"));
    }

    /**
     * Counts the rows that the database has taken.
     *
     * @param stages which stages there are
     * @param url where the database is; empty for an H2 file
     */
    static Pipeline store(Path folder, String name, String stages, String url) throws Exception {
        return start(
                name,
                folder,
                Map.of("CARAVAN_STAGES", stages, "RECORDING_URL", url),
                program -> program.metric("recording_rows_total", "table=\"orderbook_deltas\""));
    }

    private static Pipeline start(
            String name, Path folder, Map<String, String> settings, ToDoubleFunction<Program> counter)
            throws Exception {
        return start(name, folder, new Sender(), settings, counter);
    }

    private static Pipeline start(
            String name, Path folder, Sender sender, Map<String, String> settings, ToDoubleFunction<Program> counter)
            throws Exception {
        Program program = new Program(folder.resolve(name), sender, settings);
        sender.await("subscribed orderbook_delta", 20);
        return new Pipeline(name, sender, program, counter);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double measure(int count) throws IOException {
        double before = counter.applyAsDouble(program);
        Duration busyBefore = program.processorTime();
        long start = System.nanoTime();
        sender.deltas(count, 0);
        sender.await("sent deltas", LIMIT_SECONDS);
        spooledFrames = program.metric("recording_spool_frames");
        Program.await(
                count + " frames counted", LIMIT_SECONDS, LOOK, () -> counter.applyAsDouble(program) - before >= count);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (program.metric("recording_dropped_total") > 0) {
            throw new IllegalStateException("expected no dropped frames; the program said:\n" + program.output());
        }
        microsAFrame = program.processorTime().minus(busyBefore).toNanos() / 1e3 / count;
        return count / seconds;
    }

    /** Processor time a frame in the last round, in µs. */
    double microsAFrame() {
        return microsAFrame;
    }

    /** Processor time of the program alone, which other processes change less than the rate. */
    @Override
    public String note() {
        return String.format(
                Locale.ROOT,
                ", %.1f µs of processor time a frame, %,.0f frames in the spool when the last was sent",
                microsAFrame,
                spooledFrames);
    }

    @Override
    public void close() {
        program.close();
        sender.close();
    }
}
