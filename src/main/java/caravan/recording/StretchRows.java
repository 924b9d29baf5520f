package caravan.recording;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes rows a stretch at a time, and writes down in {@code frame_counts} how many, so that nobody takes them for lost.
 */
final class StretchRows {
    private static final int AT_ONCE = 100;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    /** The rows that one stretch of a connection has in one table. */
    record Part(long connectionId, long firstFrame, long lastFrame, String table, Instant lastReceivedTime) {}

    private record Counted(String type, long rows) {}

    StretchRows(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /**
     * Returns the oldest stretches of which nothing was deleted yet.
     *
     * @param table null for any table
     * @param from where to begin: there is nothing older
     * @param until only what is older
     */
    List<Part> oldest(@Nullable String table, Instant from, Instant until) {
        return sql.sql("select connection_id, first_frame, last_frame, table_name, last_received_time from frame_counts"
                        + " where last_received_time >= :from and last_received_time < :until and table_name <> 'unknown'"
                        + (table == null ? "" : " and table_name = :table")
                        + " group by connection_id, first_frame, last_frame, table_name, last_received_time"
                        + " having sum(deleted) = 0 and sum(frames - dropped) > 0"
                        + " order by last_received_time, connection_id, first_frame limit " + AT_ONCE)
                .param("from", time(from))
                .param("until", time(until))
                .param("table", table)
                .query((row, number) -> new Part(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Deletes the rows of a part, also those that its table refused, and returns how many there were. */
    long delete(Part part) {
        Long deleted = transaction.execute(status -> {
            String refused = Rows.QUARANTINE.equals(part.table()) ? " and reason not like '% refused it: %'" : "";
            long rows = delete(part, part.table(), refused)
                    + delete(part, Rows.QUARANTINE, " and reason like '" + part.table() + " refused it: %'");
            declare(part, rows);
            return rows;
        });
        return deleted == null ? 0 : deleted;
    }

    private long delete(Part part, String table, String which) {
        return sql.sql("delete from " + table + " where connection_id = ? and frame_number between ? and ?" + which)
                .params(part.connectionId(), part.firstFrame(), part.lastFrame())
                .update();
    }

    /** Several types may share the table. What is missing stays missing: no more is declared than was there. */
    private void declare(Part part, long rows) {
        List<Counted> types = sql.sql("select type, frames - dropped - deleted from frame_counts"
                        + " where connection_id = ? and first_frame = ? and table_name = ? order by type")
                .params(part.connectionId(), part.firstFrame(), part.table())
                .query((row, number) -> new Counted(row.getString(1), row.getLong(2)))
                .list();
        long rest = rows;
        for (Counted counted : types) {
            long share = Math.min(rest, counted.rows());
            rest -= share;
            sql.sql("update frame_counts set deleted = deleted + ?"
                            + " where connection_id = ? and first_frame = ? and table_name = ? and type = ?")
                    .params(share, part.connectionId(), part.firstFrame(), part.table(), counted.type())
                    .update();
        }
    }

    static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
