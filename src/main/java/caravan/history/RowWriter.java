package caravan.history;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a result one by one, so that no result has to fit into memory. */
interface RowWriter {
    /** Called once, before the first row. */
    void begin(List<Column> columns) throws IOException, SQLException;

    /** The values in the order of the columns, as {@link Column#value} gives them. */
    void row(@Nullable Object[] values) throws IOException, SQLException;

    /** Called once, after the last row. */
    void end() throws IOException, SQLException;
}
