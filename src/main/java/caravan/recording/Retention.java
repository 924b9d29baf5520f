package caravan.recording;

import caravan.recording.StretchRows.Part;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes rows of market data that are older than their table's time.
 *
 * <p>Streamed rows go a stretch at a time, so that what was deleted stays in the count proof. What came over REST was
 * never counted and goes by its time.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Tables whose rows did not come in frames, and when a row is from. */
    private static final Map<String, String> TIMES =
            Map.of("markets", "fetched_time", "gaps", "opened_time", "candles", "end_time");

    private final StretchRows stretches;
    private final JdbcClient sql;
    private final Map<String, Duration> ages;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Map<String, Instant> done = new HashMap<>();

    /** @param ages how long the rows of a table are kept; for ever where it is not in here */
    public Retention(DataSource dataSource, Map<String, Duration> ages, InstantSource clock, MeterRegistry metrics) {
        this.stretches = new StretchRows(dataSource);
        this.sql = JdbcClient.create(dataSource);
        this.ages = new TreeMap<>(ages);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Deletes what is too old by now. What the database does not do now is done the next time. */
    public void apply() {
        ages.forEach((table, age) -> {
            try {
                long rows = apply(table, clock.instant().minus(age));
                if (rows > 0) {
                    LOG.info("Deleted {} rows of {} that were older than {}", rows, table, age);
                    metrics.counter("recording.deleted", "table", table).increment(rows);
                }
            } catch (DataAccessException e) {
                LOG.debug("Rows of {} that are too old could not be deleted now", table, e);
            }
        });
    }

    private long apply(String table, Instant horizon) {
        String time = TIMES.get(table);
        if (time != null) {
            return sql.sql("delete from " + table + " where " + time + " < ?")
                    .param(StretchRows.time(horizon))
                    .update();
        }
        long rows = sql.sql("delete from " + table + " where connection_id < 0 and received_time < ?")
                .param(StretchRows.time(horizon))
                .update();
        long deleted;
        do {
            deleted = 0;
            for (Part part : stretches.oldest(table, done.getOrDefault(table, Instant.EPOCH), horizon)) {
                deleted += stretches.delete(part);
                done.put(table, part.lastReceivedTime());
            }
            rows += deleted;
        } while (deleted > 0);
        return rows;
    }
}
