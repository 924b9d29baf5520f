package caravan.fills;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The moment up to which every fill is known to be stored.
 *
 * <p>Kept in the ledger under {@code fills}; {@code fills-since} beside it is where the account's history begins for
 * this program. Both are set once, at the first start, and the first only ever moves forward.
 */
final class Checkpoint {
    private static final String NAME = "fills";
    private static final String SINCE = "fills-since";

    private final JdbcClient jdbc;

    /**
     * Opens the checkpoint, and sets it where there is none.
     *
     * @param since {@code now} or an ISO time; counts at the first start only
     * @throws IllegalArgumentException if it is neither
     */
    Checkpoint(DataSource ledger, String since, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        Instant start = start(since.trim(), clock);
        create(SINCE, start);
        create(NAME, read(SINCE));
    }

    /** The start of the last complete read. */
    Instant time() {
        return read(NAME);
    }

    /** Nothing older than this was asked for. */
    Instant since() {
        return read(SINCE);
    }

    void advance(Instant time) {
        jdbc.sql("update checkpoints set time_value = :time where name = :name and time_value < :time")
                .param("time", Sql.time(time))
                .param("name", NAME)
                .update();
    }

    private void create(String name, Instant time) {
        jdbc.sql("insert into checkpoints (name, time_value) values (:name, :time) on conflict do nothing")
                .param("name", name)
                .param("time", Sql.time(time))
                .update();
    }

    private Instant read(String name) {
        return jdbc.sql("select time_value from checkpoints where name = :name")
                .param("name", name)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    private static Instant start(String since, InstantSource clock) {
        if (since.equals("now")) {
            return clock.instant();
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "fills.since: expected now or a time such as 2026-11-01T00:00:00Z, found '" + since
                            + "'; correct the setting",
                    e);
        }
    }
}
