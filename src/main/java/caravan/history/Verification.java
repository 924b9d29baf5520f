package caravan.history;

import caravan.history.FrameTables.Range;
import caravan.history.VerificationReport.Count;
import caravan.history.VerificationReport.FrameHole;
import caravan.history.VerificationReport.SequenceHole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds the rows of market data against what was counted when their frames arrived.
 *
 * <p>Frames of a connection are numbered without a gap, and stretches of them are counted in {@code frame_counts} apart
 * from their rows. All of it comes from SQL, so that anybody can check the check.
 */
public final class Verification {
    /** Of this connection only a part is market data: fills and orders go to the ledger. */
    private static final String PRIVATE = "private";

    private final DataSource marketData;
    private final JdbcClient sql;

    public Verification(DataSource marketData) {
        this.marketData = marketData;
        this.sql = JdbcClient.create(marketData);
    }

    /** A connection and the frames of it that were counted. */
    private record Connection(long id, String name, List<Range> ranges) {}

    /** What was counted of one type, or of several in one table. */
    private record Counted(String type, String table, long frames, long dropped, long deleted) {
        Counted and(Counted other) {
            return new Counted(
                    type + ", " + other.type,
                    table,
                    frames + other.frames,
                    dropped + other.dropped,
                    deleted + other.deleted);
        }
    }

    /**
     * Checks every connection. Reads every row, so that it takes its time on a large database.
     *
     * @throws org.springframework.dao.DataAccessException if the database cannot be read
     */
    public VerificationReport verify() {
        FrameTables tables = new FrameTables(marketData);
        List<Count> counts = new ArrayList<>();
        List<FrameHole> frameHoles = new ArrayList<>();
        List<SequenceHole> sequenceHoles = new ArrayList<>();
        for (Connection connection : connections()) {
            counts.addAll(counts(connection, tables));
            frameHoles.addAll(frameHoles(connection));
            sequenceHoles.addAll(sequenceHoles(connection, tables));
        }
        return new VerificationReport(counts, frameHoles, sequenceHoles);
    }

    private List<Connection> connections() {
        Map<Long, Connection> connections = new TreeMap<>();
        sql.sql("select connection_id, connection, first_frame, max(last_frame) from frame_counts"
                        + " group by connection_id, connection, first_frame order by connection_id, first_frame")
                .query(row -> {
                    long id = row.getLong(1);
                    String name = row.getString(2);
                    append(
                            connections
                                    .computeIfAbsent(id, it -> new Connection(id, name, new ArrayList<>()))
                                    .ranges(),
                            new Range(id, row.getLong(3), row.getLong(4)));
                });
        return new ArrayList<>(connections.values());
    }

    private static void append(List<Range> ranges, Range next) {
        int end = ranges.size() - 1;
        if (end >= 0 && ranges.get(end).last() + 1 >= next.first()) {
            Range before = ranges.get(end);
            ranges.set(end, new Range(next.connectionId(), before.first(), Math.max(before.last(), next.last())));
        } else {
            ranges.add(next);
        }
    }

    private List<Count> counts(Connection connection, FrameTables tables) {
        Map<String, List<Counted>> byTable = sql
                .sql("select type, table_name, sum(frames), sum(dropped), sum(deleted) from frame_counts"
                        + " where connection_id = ? group by type, table_name order by table_name, type")
                .param(connection.id())
                .query((row, number) ->
                        new Counted(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Counted::table, TreeMap::new, Collectors.toList()));
        List<Count> counts = new ArrayList<>();
        byTable.forEach((table, types) -> {
            if (types.size() > 1 && tables.tellsTypes(table)) {
                types.forEach(type -> counts.add(count(connection, type, type.type(), tables)));
            } else {
                counts.add(count(connection, types.stream().reduce(Counted::and).orElseThrow(), "", tables));
            }
        });
        return counts;
    }

    private static Count count(Connection connection, Counted counted, String type, FrameTables tables) {
        String table = counted.table();
        long rows = 0;
        long duplicates = 0;
        long refused = 0;
        if (tables.exists(table)) {
            for (Range range : connection.ranges()) {
                rows += tables.rows(table, type, range);
                duplicates += tables.duplicates(table, type, range);
                refused += table.equals(FrameTables.QUARANTINE) ? 0 : tables.refused(table, type, range);
            }
        }
        return new Count(
                connection.name(),
                connection.id(),
                counted.type(),
                table,
                counted.frames(),
                rows - duplicates,
                duplicates,
                refused,
                counted.dropped(),
                counted.deleted());
    }

    private List<FrameHole> frameHoles(Connection connection) {
        List<FrameHole> holes = new ArrayList<>();
        long expected = 1;
        for (Range range : connection.ranges()) {
            if (range.first() > expected && !connection.name().equals(PRIVATE)) {
                holes.add(new FrameHole(connection.name(), connection.id(), expected, range.first() - 1));
            }
            expected = range.last() + 1;
        }
        return holes;
    }

    /** Rows that were deleted took their places along: what comes before the last of these is not looked at. */
    private List<SequenceHole> sequenceHoles(Connection connection, FrameTables tables) {
        long deletedUpTo = sql.sql(
                        "select coalesce(max(last_frame), 0) from frame_counts where connection_id = ? and deleted > 0")
                .param(connection.id())
                .query(Long.class)
                .single();
        return tables.jumps(new Range(connection.id(), deletedUpTo + 1, Long.MAX_VALUE)).stream()
                .filter(jump -> deletedUpTo == 0 || jump[1] > 0)
                .map(jump -> new SequenceHole(connection.name(), connection.id(), jump[0], jump[1] + 1, jump[2] - 1))
                .toList();
    }
}
