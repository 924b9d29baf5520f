package caravan.history;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result.
 *
 * @param decimals of a decimal, else 0
 */
record Column(String name, Type type, int decimals) {
    /** What is in it, the same for both databases. */
    enum Type {
        TIME,
        DECIMAL,
        NUMBER,
        FLAG,
        TEXT
    }

    static List<Column> of(ResultSetMetaData result) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            Type type = switch (result.getColumnType(i)) {
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Type.TIME;
                case Types.DECIMAL, Types.NUMERIC -> Type.DECIMAL;
                case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> Type.NUMBER;
                case Types.BOOLEAN, Types.BIT -> Type.FLAG;
                default -> Type.TEXT;
            };
            columns.add(new Column(result.getColumnLabel(i), type, type == Type.DECIMAL ? result.getScale(i) : 0));
        }
        return columns;
    }

    /** The value in the current row: an Instant, a BigDecimal, a Long, a Boolean or a String. */
    @Nullable
    Object value(ResultSet row, int index) throws SQLException {
        return switch (type) {
            case TIME -> {
                OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case DECIMAL -> row.getBigDecimal(index);
            case NUMBER -> nullable(row, row.getLong(index));
            case FLAG -> nullable(row, row.getBoolean(index));
            case TEXT -> row.getString(index);
        };
    }

    private static @Nullable Object nullable(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
