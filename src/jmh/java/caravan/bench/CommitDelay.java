package caravan.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How long it takes from the arrival of a frame until its row is committed, at a steady pace: of each batch the frame that
 * waited longest.
 *
 * @param medianMillis half of the batches took no longer
 * @param p99Millis 99 of 100 batches took no longer
 * @param micros processor time of the program for each frame
 */
record CommitDelay(double medianMillis, double p99Millis, double micros) {
    static final int A_SECOND = 5_000;
    private static final int WARM_UP_SECONDS = 40;

    /** @param url where the database is; empty for an H2 file */
    static CommitDelay measure(Path folder, String url, int seconds) throws Exception {
        try (Sender sender = new Sender();
                Program program = new Program(folder, sender, Map.of("RECORDING_URL", url))) {
            sender.await("subscribed orderbook_delta", 20);
            sender.deltas((long) WARM_UP_SECONDS * A_SECOND, A_SECOND);
            sender.await("sent deltas", WARM_UP_SECONDS * 2L);
            // What is measured forgets what is older than two minutes.
            long frames = (long) seconds * A_SECOND;
            Duration before = program.processorTime();
            sender.deltas(frames, A_SECOND);
            sender.await("sent deltas", seconds * 2L);
            return new CommitDelay(
                    program.metric("recording_delay_seconds", "quantile=\"0.5\"") * 1e3,
                    program.metric("recording_delay_seconds", "quantile=\"0.99\"") * 1e3,
                    program.processorTime().minus(before).toNanos() / 1e3 / frames);
        }
    }
}
