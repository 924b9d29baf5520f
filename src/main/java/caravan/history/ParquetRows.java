package caravan.history;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file, written by DuckDB: decimals stay decimals, times are UTC to the microsecond.
 *
 * <p>Rows gather in a database file beside the result, because DuckDB writes a Parquet file in one go.
 */
final class ParquetRows implements RowWriter, AutoCloseable {
    private static final int MOST_DIGITS = 18;

    private final Path file;
    private final DuckDBConnection duckdb;
    private @Nullable DuckDBAppender appender;
    private List<Column> columns = List.of();

    /**
     * Prepares a file.
     *
     * @param folder takes what DuckDB needs meanwhile; empty, and not used by anybody else
     */
    ParquetRows(Path file, Path folder) throws SQLException {
        this.file = file;
        this.duckdb = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.duckdb"));
        execute("set memory_limit = '256MB'");
        execute("set threads = 1");
        execute("set timezone = 'UTC'");
    }

    @Override
    public void begin(List<Column> columns) throws SQLException {
        this.columns = columns;
        execute("create table history ("
                + columns.stream().map(ParquetRows::column).collect(Collectors.joining(", ")) + ")");
        appender = duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "history");
    }

    private static String column(Column column) {
        return column.name()
                + switch (column.type()) {
                    case TIME -> " timestamptz";
                    case DECIMAL -> " decimal(%d, %d)".formatted(MOST_DIGITS, column.decimals());
                    case NUMBER -> " bigint";
                    case FLAG -> " boolean";
                    case TEXT -> " varchar";
                };
    }

    @Override
    public void row(@Nullable Object[] values) throws SQLException {
        DuckDBAppender rows = appender();
        rows.beginRow();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                rows.appendNull();
            } else if (value instanceof Instant time) {
                rows.append(time.atOffset(ZoneOffset.UTC));
            } else if (value instanceof BigDecimal number) {
                rows.append(number.setScale(columns.get(i).decimals()));
            } else if (value instanceof Long number) {
                rows.append(number.longValue());
            } else if (value instanceof Boolean flag) {
                rows.append(flag.booleanValue());
            } else {
                rows.append(value.toString());
            }
        }
        rows.endRow();
    }

    @Override
    public void end() throws SQLException {
        appender().close();
        appender = null;
        execute("copy history to '" + file.toString().replace("'", "''") + "' (format parquet, compression zstd)");
    }

    private DuckDBAppender appender() {
        if (appender == null) {
            throw new IllegalStateException("expected begin() before a row, and none after end()");
        }
        return appender;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = ((Connection) duckdb).createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            duckdb.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB did not let go of " + file, e);
        }
    }
}
