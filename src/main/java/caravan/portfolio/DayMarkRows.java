package caravan.portfolio;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was held at the beginning of each day was worth. Safe for use by many threads. */
final class DayMarkRows {
    private final JdbcClient jdbc;

    DayMarkRows(DataSource ledger) {
        this.jdbc = JdbcClient.create(ledger);
    }

    /** Keeps one; the first of a day counts. */
    void keep(Instant day, String ticker, Mark mark) {
        jdbc.sql("insert into day_marks (day_time, ticker, mid_dollars) values (:day, :ticker, :mid)"
                        + " on conflict do nothing")
                .param("day", Sql.time(day))
                .param("ticker", ticker)
                .param("mid", mark.dollars())
                .update();
    }

    /** By market and day. */
    Map<String, NavigableMap<Instant, Mark>> all() {
        Map<String, NavigableMap<Instant, Mark>> marks = new HashMap<>();
        jdbc.sql("select day_time, ticker, mid_dollars from day_marks").query(row -> {
            marks.computeIfAbsent(row.getString("ticker"), ticker -> new TreeMap<>())
                    .put(Sql.time(row, "day_time"), Mark.of(row.getBigDecimal("mid_dollars")));
        });
        return marks;
    }

    NavigableMap<Instant, Mark> of(String ticker) {
        NavigableMap<Instant, Mark> marks = new TreeMap<>();
        jdbc.sql("select day_time, mid_dollars from day_marks where ticker = :ticker")
                .param("ticker", ticker)
                .query(row -> {
                    marks.put(Sql.time(row, "day_time"), Mark.of(row.getBigDecimal("mid_dollars")));
                });
        return marks;
    }
}
