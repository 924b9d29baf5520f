package caravan.recording;

import caravan.recording.Stretch.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are stored together, all of one table, in the order of arrival, and where their frames are on disk.
 *
 * <p>Filled by one thread at a time and only read once it is complete. While it waits in a queue it takes in those that
 * come after it: a database that is behind gets fewer and larger batches.
 */
public final class Batch {
    private final String table;
    private final List<Row> rows;
    private final List<Place> places;
    private long sentNanos;
    private boolean sent;

    private Batch(String table, List<Row> rows, List<Place> places) {
        this.table = table;
        this.rows = rows;
        this.places = places;
    }

    static Batch empty(String table) {
        return new Batch(table, new ArrayList<>(), new ArrayList<>());
    }

    /** The same rows as far as they are between two of them. */
    Batch part(int from, int to) {
        return new Batch(table, rows.subList(from, to), places.subList(from, to));
    }

    void add(Row row, Place place) {
        rows.add(row);
        places.add(place);
    }

    /** Takes in another of the same table; returns false when it was sent already, or would be larger than this. */
    synchronized boolean takeIn(Batch next, int most) {
        if (sent || rows.size() + next.size() > most) {
            return false;
        }
        rows.addAll(next.rows);
        places.addAll(next.places);
        return true;
    }

    /** Notes when the database was asked to store the batch. From then on it stays as it is. */
    synchronized void sent(long nanos) {
        sent = true;
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

    List<Place> places() {
        return places;
    }

    public int size() {
        return rows.size();
    }

    /** For logs: never the rows themselves. */
    @Override
    public String toString() {
        return size() + " rows of " + table;
    }
}
