package caravan.recording;

import caravan.recording.StretchRows.Part;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps market data, in the database, the spool and raw files together, within a limit. Raw files go first, then rows; the
 * oldest first. The ledger is never touched.
 *
 * <p>Safe for use by several threads, but applied by one.
 */
public final class DiskLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLimit.class);
    private static final long MEBIBYTE = 1 << 20;
    /** Deleted at once, as a share of the rows there are. */
    private static final double SHARE = 0.05;
    /** The spool may take this share of the limit, however large the database is. */
    private static final int SPOOL_SHARE = 10;

    private final DataSource dataSource;
    private final StretchRows stretches;
    private final Spool spool;
    private final SpareFiles rawFiles;
    private final MeterRegistry metrics;
    private final long limit;
    private @Nullable DatabaseSize size;
    private Instant deletedUntil = Instant.EPOCH;
    private volatile long databaseBytes;
    private volatile long deletedRows;

    /** @param limit in bytes */
    public DiskLimit(DataSource dataSource, Spool spool, SpareFiles rawFiles, long limit, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.stretches = new StretchRows(dataSource);
        this.spool = spool;
        this.rawFiles = rawFiles;
        this.limit = limit;
        this.metrics = metrics;
    }

    /** How many bytes the spool may take now. */
    long spoolBytes() {
        return Math.max(limit - databaseBytes, limit / SPOOL_SHARE);
    }

    /** How many rows were deleted since the start because of the limit. */
    public long deletedRows() {
        return deletedRows;
    }

    /** How many bytes the database took when it was last asked. */
    public long databaseBytes() {
        return databaseBytes;
    }

    /** Looks, and deletes what is too much. What the database does not do now is done the next time. */
    public void apply() {
        try {
            if (size == null) {
                size = DatabaseSize.of(dataSource);
            }
            long bytes = size.bytes();
            databaseBytes = bytes;
            long tooMuch = bytes + spool.bytes() + rawFiles.bytes() - limit;
            if (tooMuch > 0) {
                rawFiles.free(tooMuch);
            }
            if (bytes + spool.bytes() + rawFiles.bytes() > limit && !size.hasRoom(bytes)) {
                delete(bytes);
                size.deleted(bytes);
            }
        } catch (DataAccessException e) {
            LOG.debug("The size of the database is not known now", e);
        }
    }

    private void delete(long bytes) {
        Long rows = JdbcClient.create(dataSource)
                .sql("select coalesce(sum(frames - dropped - deleted), 0) from frame_counts")
                .query(Long.class)
                .single();
        long wanted = Math.max(1, (long) (rows * SHARE));
        long deleted = 0;
        long before;
        do {
            before = deleted;
            for (Part part : stretches.oldest(null, deletedUntil, Instant.now())) {
                if (deleted < wanted) {
                    long gone = stretches.delete(part);
                    metrics.counter("recording.deleted", "table", part.table()).increment(gone);
                    deleted += gone;
                    deletedUntil = part.lastReceivedTime();
                }
            }
        } while (deleted < wanted && deleted > before);
        deletedRows += deleted;
        LOG.warn(
                "Market data takes {} MiB, recording.disk-limit is {} MiB: deleted the oldest {} rows, received until {}",
                (bytes + spool.bytes() + rawFiles.bytes()) / MEBIBYTE,
                limit / MEBIBYTE,
                deleted,
                deletedUntil);
    }
}
