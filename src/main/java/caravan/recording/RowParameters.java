package caravan.recording;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.sql.SqlPrepareStatementStrategy;

/**
 * Sets the values of a {@link Batch} in an insert with positional placeholders, several rows an insert.
 *
 * <p>A route writes the insert of one row, {@code values (#, #)}. It is asked for as {@code values (?, ?), (?, ?), …},
 * because an insert has a price of its own in a database: so a row costs H2 a tenth to a fifth less. An insert whose values
 * are not all placeholders stays as it is, one row each.
 *
 * <p>Camel's own way looks for named parameters in the SQL text once for every row, which costs more than the insert.
 */
public final class RowParameters implements SqlPrepareStatementStrategy {
    private static final Pattern ONE_ROW =
            Pattern.compile("\\bvalues\\s*(\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\))", Pattern.CASE_INSENSITIVE);

    /** More gain little. PostgreSQL takes 65,535 parameters a statement and 1,600 columns a table. */
    private static final int MOST_ROWS = 20;

    /** What a statement is to be filled with. */
    private record Inserts(List<Row> rows, int rowsEach) {}

    @Override
    public String prepareQuery(String query, boolean allowNamedParameters, Exchange exchange) {
        int rows = rowsEach((Batch) exchange.getMessage().getBody());
        Matcher values = ONE_ROW.matcher(query);
        return rows > 1 && values.find()
                ? query.substring(0, values.end())
                        + (", " + values.group(1)).repeat(rows - 1)
                        + query.substring(values.end())
                : query;
    }

    /** As many as go into the batch without a rest: all inserts of a batch are one statement. */
    private static int rowsEach(Batch batch) {
        int rows = MOST_ROWS;
        while (batch.size() % rows != 0) {
            rows--;
        }
        return rows;
    }

    /** Hands on the batch itself: the values go straight into the statement. */
    @Override
    public Iterator<?> createPopulateIterator(
            String query, String preparedQuery, int expectedParams, Exchange exchange, Object value) {
        Batch batch = (Batch) value;
        return List.of(new Inserts(batch.rows(), preparedQuery.equals(query) ? 1 : rowsEach(batch)))
                .iterator();
    }

    /** Adds every insert to the statement's batch but the last, which Camel adds. */
    @Override
    public void populateStatement(PreparedStatement statement, Iterator<?> values, int expectedParams)
            throws SQLException {
        Inserts inserts = (Inserts) values.next();
        int placeholders = expectedParams / inserts.rowsEach();
        Columns columns = new Columns(statement);
        for (Row row : inserts.rows()) {
            if (columns.count() == expectedParams) {
                statement.addBatch();
                columns = new Columns(statement);
            }
            int before = columns.count();
            Rows.write(row, columns);
            if (columns.count() - before != placeholders) {
                throw new SQLException("the insert into %s must have %d placeholders, has %d"
                        .formatted(row.table(), columns.count() - before, placeholders));
            }
        }
    }
}
