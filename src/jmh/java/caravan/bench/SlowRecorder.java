package caravan.bench;

import caravan.Databases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A market-data database that takes 5 ms a row while the exchange says 1,000 things a second: our own fills must not
 * notice, memory must not grow, and nothing may be lost.
 *
 * <p>The database is slow by itself: the table has a check that sleeps.
 *
 * @param micros how long each fill took to Discord beyond its window, in microseconds
 * @param heapBefore bytes on the heap once the recorder's queue is full
 * @param heapAfter bytes on the heap when the last fill was told
 * @param sent market-data frames that were sent
 * @param kept different frames found afterwards, in the database or in the spool
 * @param spooled of these, those in the spool
 */
record SlowRecorder(Figures micros, long heapBefore, long heapAfter, long sent, long kept, long spooled) {
    private static final int A_SECOND = 1_000;
    private static final int MILLIS_BETWEEN_FILLS = 500;
    private static final int WARM_UP_FILLS = 20;
    private static final long WINDOW_MICROS = 1_000_000;
    private static final int HEADER = 16;
    private static final int PREFIX = 8;

    /** @param seconds how long fills are watched */
    static SlowRecorder measure(Path folder, int seconds) throws Exception {
        Path data = folder.resolve("data").resolve(Program.ENVIRONMENT);
        Files.createDirectories(data);
        slowDown(data);
        int fills = seconds * 1_000 / MILLIS_BETWEEN_FILLS;
        try (Sender sender = new Sender();
                Program program = new Program(
                        folder,
                        sender,
                        Map.of(
                                "DISCORD_WEBHOOK_URL",
                                "http://127.0.0.1:" + sender.httpPort() + "/api/webhooks/100000000000000003/bench"))) {
            sender.await("subscribed fill", 20);
            int warmUpSeconds = 30;
            long deltas = (long) (warmUpSeconds + seconds) * A_SECOND;
            sender.deltas(deltas, A_SECOND);
            sender.fills(WARM_UP_FILLS, MILLIS_BETWEEN_FILLS);
            sender.toldMicros(WARM_UP_FILLS, 60);
            Program.await("a spooled batch", 60, () -> program.metric("recording_spool_files") > 0);
            long heapBefore = program.heapAfterCollection();
            sender.fills(fills, MILLIS_BETWEEN_FILLS);
            List<Long> told = sender.toldMicros(fills, seconds + 30);
            long heapAfter = program.heapAfterCollection();
            sender.await("sent deltas", 60);
            Program.await(
                    "all frames received",
                    20,
                    () -> program.metric("stream_frames_total", "type=\"orderbook_delta\"") >= deltas);
            program.stop();
            BitSet kept = new BitSet();
            addStored(program.data(), kept);
            long stored = kept.cardinality();
            addSpooled(program.data(), kept);
            long spooled = kept.cardinality() - stored;
            return new SlowRecorder(
                    Figures.of(
                            told.stream().map(micros -> micros - WINDOW_MICROS).toList()),
                    heapBefore,
                    heapAfter,
                    deltas,
                    kept.cardinality(),
                    spooled);
        }
    }

    private static void slowDown(Path data) {
        try (Databases databases = DeltaTable.open(data, "")) {
            JdbcClient client = JdbcClient.create(databases.marketData());
            client.sql("create alias pause for 'java.lang.Thread.sleep(long)'").update();
            client.sql("alter table orderbook_deltas add constraint slow check (pause(5) is null)")
                    .update();
        }
    }

    /** Each file: a header, then for each frame its length, its checksum, connection id, number and the rest. */
    private static void addSpooled(Path data, BitSet numbers) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            for (Path path : files.toList()) {
                ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path));
                int at = HEADER;
                while (file.getInt(at) > 0) {
                    int length = file.getInt(at);
                    String frame = new String(file.array(), at + PREFIX, length, StandardCharsets.UTF_8);
                    if (frame.contains("orderbook_delta{")) {
                        numbers.set((int) file.getLong(at + PREFIX + Long.BYTES));
                    }
                    at += PREFIX + length;
                }
            }
        }
    }

    private static void addStored(Path data, BitSet numbers) {
        try (Databases databases = DeltaTable.open(data, "")) {
            JdbcClient.create(databases.marketData())
                    .sql("select frame_number from orderbook_deltas")
                    .query((row, number) -> row.getInt(1))
                    .list()
                    .forEach(numbers::set);
        }
    }
}
