package caravan.recording;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of which tables the database takes market data.
 *
 * <p>After one failure a table's batches are left to the spool without asking the database, because every question may
 * take seconds. The table works again when a spooled batch of it was stored. Safe for use by several threads.
 */
public final class RecordingDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingDatabase.class);
    private static final int ANSWER_SECONDS = 1;

    private final DataSource dataSource;
    private final Runnable migration;
    private final Spool spool;
    private final MeterRegistry metrics;
    private final DistributionSummary batchRows;
    private final Timer batchTime;
    private final Timer delay;
    private final InstantSource clock;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean answered;
    private volatile boolean migrated;
    private volatile @Nullable String lastError;

    /** @param migration makes the tables where they are missing; throws when it cannot */
    public RecordingDatabase(
            DataSource dataSource, Runnable migration, Spool spool, InstantSource clock, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.migration = migration;
        this.spool = spool;
        this.metrics = metrics;
        this.batchRows = metrics.summary("recording.batch.rows");
        this.batchTime = metrics.timer("recording.batch");
        this.clock = clock;
        this.delay = Timer.builder("recording.delay")
                .description("From the arrival of the first frame of a batch until its row is committed")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** Whether it takes all tables. */
    public boolean isUp() {
        return answered && failing.isEmpty();
    }

    /** The tables that it does not take. */
    Set<String> failing() {
        return Set.copyOf(failing);
    }

    /** Why the database is not up; null while it is. */
    public @Nullable String lastError() {
        return lastError;
    }

    /**
     * Whether the database is to be asked to store a batch: it is up, or being tried with a batch from the spool.
     *
     * @param fromSpool null for a fresh batch
     */
    public boolean takes(Batch batch, @Header(StoreQueues.FROM_SPOOL) @Nullable Boolean fromSpool) {
        batch.sent(System.nanoTime());
        return fromSpool != null || answered && !failing.contains(batch.table());
    }

    /** Takes note that a batch is in the database. */
    public void stored(Batch batch) {
        spool.settle(batch);
        metrics.counter("recording.rows", "table", batch.table()).increment(batch.size());
        batchRows.record(batch.size());
        delay.record(Duration.between(batch.rows().get(0).frame().receivedTime(), clock.instant()));
        batchTime.record(System.nanoTime() - batch.sentNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes note that the database did not take a batch, for a reason that is not in the rows. */
    public void failed(Exception reason, @Body Batch batch) {
        failing.add(batch.table());
        tell(reason);
    }

    private void tell(Exception reason) {
        String text = rootMessage(reason);
        if (lastError == null) {
            LOG.warn("The database does not take market data ({}). It waits on disk until it does", text);
        }
        lastError = text;
    }

    /** Takes note that a table works. */
    void works(String table) {
        failing.remove(table);
        if (isUp() && lastError != null) {
            LOG.info("The database takes market data again");
            lastError = null;
        }
    }

    /** Asks the database, and makes its tables when that was not possible before. */
    public boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.isValid(ANSWER_SECONDS)) {
                throw new SQLException("no answer within " + ANSWER_SECONDS + " s");
            }
            if (!migrated) {
                migration.run();
                migrated = true;
            }
            answered = true;
            return true;
        } catch (SQLException | RuntimeException e) {
            answered = false;
            tell(e);
            return false;
        }
    }

    /** The first line of the innermost message: the rest repeats it. */
    static String rootMessage(Throwable reason) {
        Throwable root = reason;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
