package caravan.recording;

import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much room market data takes in its database.
 *
 * <p>Deleted rows do not make a database smaller: their room is filled by the rows that come next.
 */
final class DatabaseSize {
    private static final String H2 =
            "select cast(setting_value as bigint) from information_schema.settings" + " where setting_name = 'info.%s'";
    /** H2 rewrites its file while it is in use and then leaves some two fifths of it to be filled again. */
    private static final long H2_LIVE_PERCENT = 45;

    private static final String TABLES =
            "select distinct table_name from information_schema.columns where table_schema = current_schema"
                    + " and (column_name = 'frame_number' or table_name in ('frame_counts', 'markets', 'gaps', 'candles'))";
    private static final String POSTGRESQL = "select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema and c.relname in ("
            + TABLES + ")";

    private final JdbcTemplate sql;
    private final boolean h2;
    private long bytesAtDeletion;

    private DatabaseSize(DataSource dataSource, boolean h2) {
        this.sql = new JdbcTemplate(dataSource);
        this.h2 = h2;
    }

    /** @throws DataAccessException if the database does not answer */
    static DatabaseSize of(DataSource dataSource) {
        Boolean h2 = new JdbcTemplate(dataSource)
                .execute((Connection connection) ->
                        connection.getMetaData().getDatabaseProductName().equals("H2"));
        return new DatabaseSize(dataSource, Boolean.TRUE.equals(h2));
    }

    long bytes() {
        return number(h2 ? H2.formatted("FILE_SIZE") : POSTGRESQL);
    }

    /** Whether the room of deleted rows is still to be filled, so that to delete more would not help. */
    boolean hasRoom(long bytes) {
        return h2 ? number(H2.formatted("CHUNKS_FILL_RATE")) < H2_LIVE_PERCENT : bytes <= bytesAtDeletion;
    }

    /** Makes the room of deleted rows ready to be filled. */
    void deleted(long bytes) {
        if (!h2) {
            // A little more is no growth: until the vacuum is through, rows come in.
            bytesAtDeletion = bytes + bytes / 100;
            sql.queryForList(TABLES, String.class).forEach(table -> sql.execute("vacuum " + table));
        }
    }

    private long number(String query) {
        return JdbcClient.create(sql).sql(query).query(Long.class).single();
    }
}
