package caravan.recording;

import caravan.model.BookSide;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sets the columns of one row, in their order, straight into a statement: a row that waits is a message, and its values
 * are made only here.
 *
 * <p>What a column cannot hold the database refuses, and the row goes to the quarantine.
 */
final class Columns {
    private static final int MICRO = 1_000;

    private final PreparedStatement statement;
    private int count;

    Columns(PreparedStatement statement) {
        this.statement = statement;
    }

    /** How many columns were set. */
    int count() {
        return count;
    }

    Columns number(long value) throws SQLException {
        statement.setLong(++count, value);
        return this;
    }

    Columns number(@Nullable Number value) throws SQLException {
        return value == null ? none(1) : number(value.longValue());
    }

    Columns text(@Nullable String value) throws SQLException {
        if (value == null) {
            return none(1);
        }
        statement.setString(++count, value);
        return this;
    }

    Columns flag(@Nullable Boolean value) throws SQLException {
        if (value == null) {
            return none(1);
        }
        statement.setBoolean(++count, value);
        return this;
    }

    /** A word of ours, in lower case. */
    Columns word(@Nullable Enum<?> value) throws SQLException {
        return text(value == null ? null : value.name().toLowerCase(Locale.ROOT));
    }

    /** As {@link #word}, for what every order book change has. */
    Columns side(@Nullable BookSide value) throws SQLException {
        return text(value == null ? null : value == BookSide.BID ? "bid" : "ask");
    }

    /** A time, cut to the microseconds that tables keep: databases would round it, each in its own way. */
    Columns time(@Nullable Instant value) throws SQLException {
        if (value == null) {
            return none(1);
        }
        statement.setObject(++count, micros(value));
        return this;
    }

    Columns dollars(@Nullable Price value) throws SQLException {
        return decimal(value == null ? null : value.toBigDecimal());
    }

    Columns dollars(@Nullable Money value) throws SQLException {
        return decimal(value == null ? null : value.toBigDecimal());
    }

    Columns contracts(@Nullable Quantity value) throws SQLException {
        return decimal(value == null ? null : value.toBigDecimal());
    }

    Columns decimal(@Nullable BigDecimal value) throws SQLException {
        if (value == null) {
            return none(1);
        }
        statement.setBigDecimal(++count, value);
        return this;
    }

    /** Columns of which the message says nothing. */
    Columns none(int columns) throws SQLException {
        for (int i = 0; i < columns; i++) {
            statement.setNull(++count, Types.NULL);
        }
        return this;
    }

    static OffsetDateTime micros(Instant value) {
        int nanos = value.getNano() / MICRO * MICRO;
        return LocalDateTime.ofEpochSecond(value.getEpochSecond(), nanos, ZoneOffset.UTC)
                .atOffset(ZoneOffset.UTC);
    }
}
