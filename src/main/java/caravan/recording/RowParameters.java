package caravan.recording;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;

/**
 * Sets the values of a {@link Row} in an insert with positional placeholders.
 *
 * <p>Camel's own way looks for named parameters in the SQL text once for every row, which costs more than the insert.
 */
public final class RowParameters implements SqlPrepareStatementStrategy {
    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        return query;
    }

    /** Hands on the row itself: its values go straight into the statement. */
    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object value) {
        return List.of(value).iterator();
    }

    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams)
            throws SQLException {
        Row row = (Row) values.next();
        Columns columns = new Columns(statement);
        Rows.write(row, columns);
        if (columns.count() != expectedParams) {
            throw new SQLException("the insert into %s must have %d placeholders, has %d"
                    .formatted(row.table(), columns.count(), expectedParams));
        }
    }
}
