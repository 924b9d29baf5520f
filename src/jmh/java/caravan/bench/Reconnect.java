package caravan.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long it takes from the end of a connection until the first whole book of the next one is decoded. */
final class Reconnect {
    private static final int CUTS = 20;

    private Reconnect() {}

    /** Returns milliseconds. */
    static Figures measure(Path folder) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (Sender sender = new Sender();
                Program program = new Program(folder, sender, Map.of())) {
            for (int cut = 0; cut < CUTS; cut++) {
                sender.await("subscribed orderbook_delta", 20);
                Program.await("the snapshots", 20, () -> snapshots(program) > 0);
                double before = snapshots(program);
                long start = System.nanoTime();
                sender.cut();
                Program.await("a snapshot", 20, Duration.ofMillis(1), () -> snapshots(program) > before);
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Figures.of(millis);
    }

    private static double snapshots(Program program) {
        return program.metric("stream_frames_total", "type=\"orderbook_snapshot\"");
    }
}
