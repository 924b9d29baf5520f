package caravan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the machine has little to do, as far as Linux tells.
 *
 * <p>A database tidies its file when nobody asks it for anything: for some seconds after each round, at the expense of
 * whoever is measured next.
 */
final class Quiet {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final long LOOK_MILLIS = 500;
    private static final int MOST_LOOKS = 60;
    private static final double MOST_BUSY = 0.1;

    private Quiet() {}

    /** Waits for half a second in which the processors are idle for nine tenths, half a minute at most. */
    static void await() throws IOException, InterruptedException {
        if (!Files.isReadable(STATISTICS)) {
            return;
        }
        double busy = 1;
        for (int looks = 0; looks < MOST_LOOKS && busy > MOST_BUSY; looks++) {
            long[] before = busyAndAll();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long[] after = busyAndAll();
            busy = (double) (after[0] - before[0]) / Math.max(1, after[1] - before[1]);
        }
    }

    /** The first line: user, nice, system, idle, waiting for disks and further ones, in ticks. */
    private static long[] busyAndAll() throws IOException {
        String[] ticks = Files.readAllLines(STATISTICS).get(0).split(" +", -1);
        long all = 0;
        for (int i = 1; i < ticks.length; i++) {
            all += Long.parseLong(ticks[i]);
        }
        long idle = Long.parseLong(ticks[4]) + Long.parseLong(ticks[5]);
        return new long[] {all - idle, all};
    }
}
