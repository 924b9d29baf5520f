package caravan.history;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be listed: a table, seen from outside.
 *
 * @param description what it is, for people
 * @param inLedger whether the table is in the ledger, not in the market data
 * @param time an SQL expression for when a row happened; lists are in its order
 * @param order columns that tell rows of one moment apart
 * @param ticker the column with what a row is about: a market, or what has its ticker elsewhere; null if there is none
 * @param columns what is shown, the most telling first: a narrow terminal shows only these
 * @param sums columns that are added up for each value of the others; none where rows are listed as they are
 * @param condition an SQL condition that every row must meet
 */
record Subject(
        String name,
        String table,
        String description,
        boolean inLedger,
        String time,
        List<String> order,
        @Nullable String ticker,
        List<String> columns,
        List<String> sums,
        String condition) {
    /** Rows in order of a column of theirs, and after the frames they came in. */
    static Subject recorded(String name, String table, String columns, String description) {
        List<String> words = words(columns);
        return new Subject(
                name,
                table,
                description,
                false,
                "received_time",
                List.of("connection_id", "frame_number"),
                words.contains("ticker") ? "ticker" : null,
                words,
                List.of(),
                "1 = 1");
    }

    /** The same, of the ledger. */
    Subject ofLedger() {
        return new Subject(name, table, description, true, time, order, ticker, columns, sums, condition);
    }

    /** The same, in another order. */
    Subject by(String newTime, String newOrder) {
        return new Subject(
                name, table, description, inLedger, newTime, words(newOrder), ticker, columns, sums, condition);
    }

    /** The same, about what this column names. */
    Subject about(String column) {
        return new Subject(name, table, description, inLedger, time, order, column, columns, sums, condition);
    }

    /** The same, without the rows that do not meet a condition. */
    Subject where(String newCondition) {
        return new Subject(name, table, description, inLedger, time, order, ticker, columns, sums, newCondition);
    }

    /** Sums of rows that have the same keys; in the order of the keys. */
    Subject summedBy(String keys, String summed) {
        return new Subject(
                name, table, description, inLedger, time, order, ticker, words(keys), words(summed), condition);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    /** The newest rows, oldest first. Only our own words are in the text; what was asked for comes as parameters. */
    String sql(Query query) {
        StringBuilder where = new StringBuilder(condition);
        if (query.ticker() != null) {
            if (ticker == null) {
                throw new BadQueryException("ticker: expected none, for rows of %s are about no market; found '%s'"
                        .formatted(name, Query.shortened(query.ticker())));
            }
            where.append(" and ").append(ticker).append(" = ?");
        }
        if (query.since() != null) {
            where.append(" and ").append(time).append(" >= ?");
        }
        if (query.until() != null) {
            where.append(" and ").append(time).append(" < ?");
        }
        String shown = String.join(", ", columns);
        if (!sums.isEmpty()) {
            String added = sums.stream().map(Subject::sum).collect(Collectors.joining(", "));
            return "select " + shown + ", " + String.join(", ", sums) + " from (select " + shown + ", " + added
                    + " from "
                    + table + " where " + where + " group by " + shown + " order by " + String.join(" desc, ", columns)
                    + " desc limit ?) newest order by " + shown;
        }
        return "select " + shown + " from (select " + shown + " from " + table + " where " + where + " order by "
                + order(" desc") + " limit ?) newest order by " + order("");
    }

    /** Without the type, PostgreSQL does not tell how many decimals a sum has. */
    private static String sum(String column) {
        String type = column.endsWith("_dollars")
                ? "decimal(18, 6)"
                : column.endsWith("_contracts") ? "decimal(18, 2)" : "bigint";
        return "cast(sum(" + column + ") as " + type + ") as " + column;
    }

    private String order(String direction) {
        return Stream.concat(Stream.of(time), order.stream())
                .map(column -> column + direction)
                .collect(Collectors.joining(", "));
    }
}
