package caravan.recording;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes down how many frames of which type each stretch has, apart from their rows, so that these can be checked.
 *
 * <p>A stretch is counted once its rows are in the database, and leaves the disk once it is counted. Counting it twice
 * changes nothing.
 */
public final class FrameCounts {
    private static final String INSERT = "insert into frame_counts (connection_id, first_frame, last_frame, type,"
            + " table_name, connection, last_received_time, frames, quarantined, dropped, reason)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_REASON = 1000;

    private final JdbcTemplate sql;

    public FrameCounts(DataSource dataSource) {
        this.sql = new JdbcTemplate(dataSource);
    }

    /**
     * Writes the counts. When it returns, they and all rows stored before survive a kill.
     *
     * @throws org.springframework.dao.DataAccessException if the database does not take them
     */
    void write(List<Stretch> stretches) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        stretches.forEach(stretch -> stretch.counts().forEach(count -> rows.add(row(count))));
        sql.execute((Connection connection) -> {
            connection.setAutoCommit(false);
            try {
                insert(connection, rows);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            flush(connection);
            return null;
        });
    }

    private static void insert(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        try (var statement = connection.prepareStatement(INSERT)) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static @Nullable Object[] row(FrameCount count) {
        return new @Nullable Object[] {
            count.connectionId(),
            count.firstFrame(),
            count.lastFrame(),
            shortened(count.type(), LONGEST_WORD),
            count.table(),
            shortened(count.connection(), LONGEST_WORD),
            count.lastReceivedTime().atOffset(ZoneOffset.UTC),
            count.frames(),
            count.quarantined(),
            count.dropped(),
            count.reason() == null ? null : shortened(count.reason(), LONGEST_REASON)
        };
    }

    private static String shortened(String text, int longest) {
        String storable = text.replace('\0', '\uFFFD');
        return storable.length() <= longest ? storable : storable.substring(0, longest);
    }

    /** H2 keeps what is committed to itself for half a second. */
    private static void flush(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }
}
