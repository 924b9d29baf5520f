package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.Databases;
import caravan.history.Verification;
import caravan.history.VerificationReport;
import caravan.model.BookSide;
import caravan.model.Frame;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The database is a server of its own here, so that it can really be away. */
class SpoolingTest {
    @TempDir
    Path folder;

    private Path spoolFolder;
    private int port;
    private Server server;
    private Databases databases;
    private JdbcTemplate sql;

    @BeforeEach
    void open() throws Exception {
        spoolFolder = folder.resolve("spool");
        startServer(0);
        port = server.getPort();
        databases = Databases.open(
                folder, "sandbox", "", "", "jdbc:h2:tcp://127.0.0.1:" + port + "/market-data;TRACE_LEVEL_FILE=0");
        sql = new JdbcTemplate(databases.marketData());
    }

    private void startServer(int wanted) throws SQLException {
        server = Server.createTcpServer(
                        "-tcpPort",
                        "" + wanted,
                        "-ifNotExists",
                        "-baseDir",
                        folder.resolve("server").toString())
                .start();
    }

    private Recorder recorder(DataSource dataSource, long connectionId, String... settings) throws Exception {
        return new Recorder(spoolFolder, dataSource, databases::migrateMarketData, connectionId, settings);
    }

    private Recorder recorder(long connectionId, String... settings) throws Exception {
        return recorder(databases.marketData(), connectionId, settings);
    }

    @AfterEach
    void close() {
        databases.close();
        server.stop();
    }

    @Test
    void batchesComeBackOnceAndInOrderAfterTheDatabaseWasAway() throws Exception {
        try (Recorder recorder = recorder(1, "recording.batch-size", "50")) {
            recorder.recordDeltas(120);
            awaitRows(120);
            server.stop();
            recorder.recordDeltas(1000);
            await().atMost(Duration.ofSeconds(15)).until(() -> recorder.spool.frames() == 1000);
            assertThat(RecordingStatus.of(recorder.database, recorder.spool))
                    .satisfies(it -> assertThat(it.databaseUp()).isFalse())
                    .satisfies(it -> assertThat(it.lastError()).isNotEmpty());
            startServer(port);
            awaitRows(1120);
            await().until(() -> recorder.spool.files() == 0);
            assertThat(spooled()).isEmpty();
            recorder.recordDeltas(10);
            awaitRows(1130);
            assertThat(RecordingStatus.of(recorder.database, recorder.spool))
                    .isEqualTo(new RecordingStatus(true, 0, 0, null, null));
        }
        assertThat(sql.queryForList(
                        "select sequence from orderbook_deltas order by connection_id, frame_number", Long.class))
                .isEqualTo(
                        IntStream.rangeClosed(1, 1130).mapToObj(Long::valueOf).toList());
    }

    @Test
    void absentDatabaseDoesNotStopTheStart() throws Exception {
        server.stop();
        try (Recorder recorder = recorder(1)) {
            recorder.recordDeltas(700);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.spool.frames() == 700);
            startServer(port);
            awaitRows(700);
        }
    }

    @Test
    void absentPostgreSqlIsToldWithinItsTimeout() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        try (Databases absent = Databases.open(
                        folder.resolve("other"), "sandbox", "", "", "jdbc:postgresql://127.0.0.1:" + closed + "/x");
                Recorder recorder = new Recorder(spoolFolder, absent.marketData(), absent::migrateMarketData, 1)) {
            recorder.recordDeltas(3);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.spool.frames() == 3);
            assertThat(recorder.database.lastError()).contains("refused");
        }
    }

    @Test
    void stopSpoolsWhatTheDatabaseDoesNotTake() throws Exception {
        try (Recorder recorder = recorder(1, "recording.batch-wait", "1h")) {
            server.stop();
            recorder.recordDeltas(1234);
        }
        startServer(port);
        try (Recorder recorder = recorder(2)) {
            awaitRows(1234);
            assertThat(recorder.count("recording.dropped")).isZero();
        }
    }

    @Test
    void slowDatabaseDoesNotHoldUpTheCollector() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DataSource slow = slowUntil(release);
        try (Recorder recorder = recorder(slow, 1, "recording.batch-size", "100", "recording.queue-size", "4")) {
            recorder.recordDeltas(20_000);
            assertThat(release.getCount()).as("nothing was stored yet").isEqualTo(1);
            await().until(() -> recorder.spool.frames() >= 20_000 - 6 * 100);
            release.countDown();
            awaitRows(20_000);
            assertThat(recorder.count("recording.dropped")).isZero();
            await().until(() -> recorder.spool.files() == 0);
            long start = System.nanoTime();
            recorder.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    /** The database, which gives whoever stores deltas no connection before then. */
    private DataSource slowUntil(CountDownLatch release) {
        return new DelegatingDataSource(databases.marketData()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (Thread.currentThread().getName().contains("store-orderbook_deltas")) {
                    awaitQuietly(release);
                }
                return super.getConnection();
            }
        };
    }

    @Test
    void stopDoesNotWaitForASlowDatabase() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DataSource slow = slowUntil(release);
        long start = System.nanoTime();
        try (Recorder recorder = recorder(slow, 1)) {
            recorder.recordDeltas(5_000);
            start = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        release.countDown();
        try (Recorder recorder = recorder(2)) {
            awaitRows(5_000);
            await().until(() -> recorder.spool.files() == 0);
        }
    }

    @Test
    void filesOfAnEarlierRunComeBack() throws Exception {
        Path file = spoolFile(1, 3);
        try (Recorder recorder = recorder(2)) {
            awaitRows(3);
            await().until(() -> recorder.spool.files() == 0);
        }
        assertThat(file).doesNotExist();
        assertThat(sql.queryForMap("select * from frame_counts"))
                .containsEntry("first_frame", 1L)
                .containsEntry("last_frame", 3L)
                .containsEntry("type", "orderbook_delta")
                .containsEntry("table_name", "orderbook_deltas")
                .containsEntry("frames", 3L)
                .containsEntry("dropped", 0L);
    }

    @Test
    void whatIsLeftOfAFileCutInHalfComesBackAndTheRestIsDeclaredLost() throws Exception {
        Path file = spoolFile(1, 100);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(SpoolFile.HEADER + 50 * 110);
        }
        try (Recorder recorder = recorder(2)) {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> sql.queryForObject("select count(*) from frame_counts", Integer.class) == 2);
            long rows = Objects.requireNonNull(sql.queryForObject("select count(*) from orderbook_deltas", Long.class));
            assertThat(rows).isBetween(30L, 60L);
            assertThat(sql.queryForMap("select * from frame_counts where type = 'unknown'"))
                    .containsEntry("last_frame", 100L)
                    .containsEntry("frames", 100 - rows)
                    .containsEntry("dropped", 100 - rows)
                    .containsEntry("reason", "the spool file was damaged");
            assertThat(recorder.count("recording.dropped")).isEqualTo(100 - rows);
        }
        assertThat(spooled()).containsExactly(file.getFileName() + ".bad");
    }

    /** Killed while it was made: without a byte, with its header, or with a part of its size. */
    @ParameterizedTest
    @ValueSource(ints = {0, SpoolFile.HEADER, 1 << 12})
    void fileThatWasJustMadeIsNotDamaged(int bytes) throws Exception {
        Path file = spoolFile(1, 0);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        try (Recorder recorder = recorder(2)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> recorder.spool.files() == 0);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void fileWithAFlippedBitIsReadUpToIt() throws Exception {
        Path file = spoolFile(1, 10);
        byte[] bytes = Files.readAllBytes(file);
        bytes[SpoolFile.HEADER + 8 + 20] ^= 1;
        Files.write(file, bytes);
        SpoolFile.Content content = SpoolFile.read(file);
        assertThat(content.frames()).isEmpty();
        assertThat(content.missing()).isEqualTo(10);
        assertThat(content.damage()).isEqualTo("expected 10 frames, found frame 1 changed");
    }

    /** A file as a killed program leaves it. */
    private Path spoolFile(long connectionId, int frames) throws IOException {
        Files.createDirectories(spoolFolder);
        Path path = spoolFolder.resolve("0000000000000000007.frames");
        SpoolFile file = SpoolFile.create(path, 1 << 16);
        for (int i = 1; i <= frames; i++) {
            assertThat(file.append(Recorder.frame(connectionId, i, "orderbook_delta", i, Recorder.delta("FED", i))))
                    .isTrue();
        }
        return path;
    }

    @Test
    void refusedRowFromTheSpoolIsQuarantined() throws Exception {
        server.stop();
        try (Recorder recorder = recorder(1)) {
            recorder.recordDeltas(10);
            recorder.record("orderbook_delta", 11, Recorder.delta("X".repeat(129), 11));
            recorder.recordDeltas(10);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.spool.frames() == 21);
            startServer(port);
            awaitRows(20);
            await().until(() -> recorder.spool.files() == 0);
            assertThat(sql.queryForObject("select frame_number from quarantine", Long.class))
                    .isEqualTo(11);
        }
    }

    @Test
    void whatNeitherDiskNorDatabaseTakesIsDeclaredLost() throws Exception {
        server.stop();
        try (Recorder recorder = recorder(1)) {
            Files.delete(spoolFolder);
            Files.writeString(spoolFolder, "no folder");
            recorder.recordDeltas(7);
            await().atMost(Duration.ofSeconds(10)).until(() -> recorder.count("recording.dropped") == 7);
            assertThat(RecordingStatus.of(recorder.database, recorder.spool).diskError())
                    .isNotNull();
            Files.delete(spoolFolder);
            Files.createDirectory(spoolFolder);
            startServer(port);
            await().atMost(Duration.ofSeconds(10)).until(recorder.database::isUp);
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(sql.queryForMap("select * from frame_counts"))
                            .containsEntry("frames", 7L)
                            .containsEntry("dropped", 7L)
                            .containsEntry("reason", "neither database nor disk took it"));
        }
    }

    @Test
    void spoolThatReachesItsLimitGivesUpItsOldest() throws Exception {
        server.stop();
        try (Recorder recorder =
                new Recorder(spoolFolder, databases.marketData(), databases::migrateMarketData, 1, 6L << 20)) {
            recorder.recordDeltas(60_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> recorder.count("recording.dropped") > 0);
            await().until(() -> recorder.spool.bytes() <= 6 << 20);
            startServer(port);
            await().atMost(Duration.ofSeconds(20)).until(() -> recorder.spool.files() == 0);
        }
        assertEverythingIsDeclared(60_000);
        assertThat(sql.queryForObject("select min(frame_number) from orderbook_deltas", Long.class))
                .isGreaterThan(10_000);
    }

    @Test
    void fullDiskIsToldAndWhatIsLostIsDeclared() throws Exception {
        Files.createDirectories(spoolFolder);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", spoolFolder.toString()), "cannot mount");
        long recorded;
        try {
            server.stop();
            try (Recorder recorder = recorder(1)) {
                recorder.recordDeltas(60_000);
                await().atMost(Duration.ofSeconds(20)).until(() -> recorder.count("recording.dropped") > 0);
                assertThat(RecordingStatus.of(recorder.database, recorder.spool).diskError())
                        .contains("No space left on device");
                startServer(port);
                await().atMost(Duration.ofSeconds(20)).until(() -> recorder.spool.files() == 0);
                await().atMost(Duration.ofSeconds(20)).until(() -> {
                    recorder.recordDeltas(1);
                    return recorder.spool.diskError() == null;
                });
                recorded = recorder.recorded();
            }
            assertEverythingIsDeclared(recorded);
            assertThat(sql.queryForObject("select count(*) from orderbook_deltas", Long.class))
                    .isGreaterThan(10_000);
        } finally {
            run("umount", "-l", spoolFolder.toString());
        }
    }

    @Test
    void refusingTableDoesNotStopTheOthers() throws Exception {
        try (Recorder recorder = recorder(1)) {
            recorder.recordDeltas(1);
            awaitRows(1);
            sql.execute("alter table trades rename to trades_away");
            recorder.record("trade", 1, trade());
            await().atMost(Duration.ofSeconds(10)).until(() -> !recorder.database.isUp());
            assertThat(recorder.database.lastError()).containsIgnoringCase("trades");
            recorder.recordDeltas(99);
            awaitRows(100);
            sql.execute("alter table trades_away rename to trades");
            await().atMost(Duration.ofSeconds(20)).until(recorder.database::isUp);
            await().atMost(Duration.ofSeconds(20)).until(() -> recorder.spool.files() == 0);
        }
        assertEverythingIsDeclared(101);
        assertThat(sql.queryForObject("select count(*) from trades", Long.class))
                .isEqualTo(1);
    }

    @Test
    void fileThatAlwaysFailsDoesNotBlockThoseBehindIt() throws Exception {
        Path file = spoolFile(1, 3);
        Recorder.forget(1);
        try (Recorder recorder = recorder(2)) {
            recorder.recordDeltas(10);
            awaitRows(10);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sql.queryForObject("select coalesce(sum(frames), 0) from frame_counts", Integer.class)
                            == 10);
            assertThat(recorder.spool.frames()).isEqualTo(3);
        }
        assertThat(file).exists();
    }

    /** Every frame has its row, or is declared lost. */
    private void assertEverythingIsDeclared(long frames) {
        VerificationReport report = new Verification(databases.marketData()).verify();
        assertThat(report.counts().stream()
                        .mapToLong(VerificationReport.Count::frames)
                        .sum())
                .as(report::toString)
                .isEqualTo(frames);
        assertThat(report.holds()).as(report::toString).isTrue();
    }

    private static Trade trade() {
        return new Trade(
                "879217f6", "HIGHNY", Price.parse("0.36"), Quantity.parse("136"), BookSide.ASK, true, Recorder.TIME);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void framesSurviveTheDisk() throws IOException {
        Frame frame = new Frame(
                "market-data",
                1L << 53,
                2,
                Recorder.TIME,
                "trade",
                3,
                4,
                true,
                "{\"a\":\"\u00e9\ud83d\ude00\\n\"}\r\n");
        Path path = folder.resolve("file");
        SpoolFile file = SpoolFile.create(path, 512);
        assertThat(file.append(frame)).isTrue();
        assertThat(file.append(frame)).isTrue();
        while (file.append(frame)) {
            // Until it is full.
        }
        SpoolFile.Content content = SpoolFile.read(path);
        assertThat(content.damage()).isNull();
        assertThat(content.frames()).hasSize(SpoolFile.frames(path)).containsOnly(frame);
        assertThat(Files.size(path)).isEqualTo(512);
    }

    private static void awaitQuietly(CountDownLatch release) {
        try {
            release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spoolFolder)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }

    private void awaitRows(int count) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(sql.queryForObject("select count(*) from orderbook_deltas", Integer.class))
                                .isEqualTo(count));
    }
}
