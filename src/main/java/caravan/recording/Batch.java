package caravan.recording;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Rows that are stored together, all of one table, in the order of arrival.
 *
 * <p>Filled by one thread at a time and only read once it is complete.
 */
public final class Batch implements Iterable<Row> {
    private final String table;
    private final List<Row> rows;
    private long sentNanos;

    Batch(String table, List<Row> rows) {
        this.table = table;
        this.rows = rows;
    }

    static Batch empty(String table) {
        return new Batch(table, new ArrayList<>());
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Notes when the database was asked to store the batch. */
    void sent(long nanos) {
        sentNanos = nanos;
    }

    long sentNanos() {
        return sentNanos;
    }

    public String table() {
        return table;
    }

    public List<Row> rows() {
        return rows;
    }

    public int size() {
        return rows.size();
    }

    /** Lets {@code sql:} take one row after the other. */
    @Override
    public Iterator<Row> iterator() {
        return rows.iterator();
    }

    /** For logs: never the rows themselves. */
    @Override
    public String toString() {
        return size() + " rows of " + table;
    }
}
