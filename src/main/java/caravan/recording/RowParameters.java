package caravan.recording;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;

/**
 * Hands the values of a {@link Row} to an insert with positional placeholders.
 *
 * <p>Camel's own way looks for named parameters in the SQL text once for every row, which costs more than the insert.
 */
public final class RowParameters implements SqlPrepareStatementStrategy {
    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        return query;
    }

    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object value)
            throws SQLException {
        Row row = (Row) value;
        List<?> values = row.values();
        if (values.size() != expectedParams) {
            throw new SQLException("the insert into %s must have %d placeholders, has %d"
                    .formatted(row.table(), values.size(), expectedParams));
        }
        return values.iterator();
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams)
            throws SQLException {
        for (int index = 1; values.hasNext(); index++) {
            Object value = values.next();
            if (value == null) {
                statement.setNull(index, Types.NULL);
            } else if (value instanceof Long number) {
                statement.setLong(index, number);
            } else if (value instanceof String text) {
                statement.setString(index, text);
            } else {
                statement.setObject(index, value);
            }
        }
    }
}
