package caravan.portfolio;

import caravan.model.Money;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values are written into columns, and read back. */
final class Sql {
    private Sql() {}

    /** Times are kept in UTC, to the microsecond. */
    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Money money(ResultSet row, String column) throws SQLException {
        return Money.of(row.getBigDecimal(column));
    }

    static @Nullable Money moneyOrNull(ResultSet row, String column) throws SQLException {
        BigDecimal dollars = row.getBigDecimal(column);
        return dollars == null ? null : Money.of(dollars);
    }

    static @Nullable BigDecimal dollars(@Nullable Money money) {
        return money == null ? null : money.toBigDecimal();
    }
}
