package caravan.bench;

import caravan.Databases;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    private static final ObjectMapper JSON = new ObjectMapper();

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
            BitSet kept = spooled(program.data());
            long spooled = kept.cardinality();
            addStored(program.data(), kept);
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
        try (Databases databases = DeltaTable.open(data)) {
            JdbcClient client = JdbcClient.create(databases.marketData());
            client.sql("create alias pause for 'java.lang.Thread.sleep(long)'").update();
            client.sql("alter table orderbook_deltas add constraint slow check (pause(5) is null)")
                    .update();
        }
    }

    /** The numbers of the frames in the spool: the third value of each line. */
    private static BitSet spooled(Path data) throws IOException {
        BitSet numbers = new BitSet();
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode frame = JSON.readTree(line);
                    numbers.set(frame.get(2).intValue());
                }
            }
        }
        return numbers;
    }

    private static void addStored(Path data, BitSet numbers) {
        try (Databases databases = DeltaTable.open(data)) {
            JdbcClient.create(databases.marketData())
                    .sql("select frame_number from orderbook_deltas")
                    .query((row, number) -> row.getInt(1))
                    .list()
                    .forEach(numbers::set);
        }
    }
}
