package caravan.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts rows by the frames that they came in. */
final class FrameTables {
    static final String QUARANTINE = "quarantine";
    /** So the reason of a refused row begins, after the name of its table. */
    private static final String REFUSED = " refused it: %";

    private final JdbcClient sql;
    private final Map<String, Table> tables;

    /** A table with frames, and which of the columns it has that not every one has. */
    private record Table(String name, boolean hasSequence, boolean hasType) {}

    /** Frames of a connection without a gap, the first and the last among them. */
    record Range(long connectionId, long first, long last) {}

    FrameTables(DataSource marketData) {
        this.sql = JdbcClient.create(marketData);
        Map<String, List<String>> columns = new TreeMap<>();
        sql.sql("select table_name, column_name from information_schema.columns where table_schema = current_schema")
                .query(row -> {
                    columns.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(row.getString(2));
                });
        tables = new TreeMap<>();
        columns.forEach((name, all) -> {
            if (all.containsAll(List.of("connection_id", "frame_number"))) {
                boolean hasType = all.contains("type") && !name.equals(QUARANTINE);
                tables.put(name, new Table(name, all.containsAll(List.of("subscription", "sequence")), hasType));
            }
        });
    }

    boolean exists(String table) {
        return tables.containsKey(table);
    }

    /** Whether each row of the table says of which type its message was. */
    boolean tellsTypes(String table) {
        return exists(table) && tables.get(table).hasType();
    }

    /** How many rows the range has, of one type where the table tells types and one is given. */
    long rows(String table, String type, Range range) {
        return number("select count(*) from " + table + where(table, type), type, range);
    }

    /** How many rows of the range repeat a place in their subscription's sequence. */
    long duplicates(String table, String type, Range range) {
        if (!tables.get(table).hasSequence()) {
            return 0;
        }
        String sequenced = table + where(table, type) + " and sequence > 0";
        return number("select count(*) from " + sequenced, type, range)
                - number(
                        "select count(*) from (select distinct subscription, sequence from " + sequenced + ") places",
                        type,
                        range);
    }

    /** How many rows of the range are in the quarantine because their table refused them. */
    long refused(String table, String type, Range range) {
        String and = type.isEmpty() ? "" : " and type = :type";
        return sql.sql(
                        "select count(*) from quarantine where connection_id = :id and frame_number between :first and :last"
                                + " and reason like :reason" + and)
                .param("reason", table + REFUSED)
                .param("type", type)
                .param("id", range.connectionId())
                .param("first", range.first())
                .param("last", range.last())
                .query(Long.class)
                .single();
    }

    private static String where(String table, String type) {
        return " where connection_id = :id and frame_number between :first and :last"
                + (table.equals(QUARANTINE) ? " and reason not like '%" + REFUSED + "'" : "")
                + (type.isEmpty() ? "" : " and type = :type");
    }

    private long number(String text, String type, Range range) {
        return sql.sql(text)
                .param("type", type)
                .param("id", range.connectionId())
                .param("first", range.first())
                .param("last", range.last())
                .query(Long.class)
                .single();
    }

    /** Each place in a sequence after which the next is missing: subscription, it, and the next there is. */
    List<long[]> jumps(Range range) {
        StringBuilder places = new StringBuilder();
        for (Table table : tables.values()) {
            if (table.hasSequence()) {
                places.append(places.isEmpty() ? "" : " union ")
                        .append("select subscription, sequence from ")
                        .append(table.name())
                        .append(
                                " where connection_id = :id and frame_number between :first and :last and sequence > 0");
            }
        }
        return sql.sql("select subscription, before, sequence from (select subscription, sequence,"
                        + " lag(sequence, 1, cast(0 as bigint)) over (partition by subscription order by sequence) as before"
                        + " from (" + places
                        + ") places) pairs where sequence > before + 1 order by subscription, sequence")
                .param("id", range.connectionId())
                .param("first", range.first())
                .param("last", range.last())
                .query((row, number) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                .list();
    }
}
