package caravan.fills;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The moment up to which every fill is known to be stored.
 *
 * <p>Kept in the ledger under {@code fills}; {@code fills-since} beside it is where the account's history begins for
 * this program. Both are set at the first start, by the clock of this machine, and a complete read moves the first
 * forward, past the second. They move back only when the clock turns out to have been ahead: a time in the future would
 * hide every fill until then.
 */
final class Checkpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    /**
     * How far a read looks back when the clock was ahead before this start. By how much, and for how long, nobody knows;
     * to hear of a fill from before the first start is better than to miss one.
     */
    static final Duration UNKNOWN = Duration.ofDays(1);

    private static final String NAME = "fills";
    private static final String SINCE = "fills-since";

    private final JdbcClient jdbc;

    /**
     * Opens the checkpoint, and sets it where there is none. One that lies in the future is pulled back.
     *
     * @param since {@code now} or an ISO time; counts at the first start only, and as now if it lies in the future
     * @throws IllegalArgumentException if it is neither
     */
    Checkpoint(DataSource ledger, String since, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        Instant now = clock.instant();
        Instant start = start(since.trim(), now);
        create(SINCE, start.isAfter(now) ? now : start);
        create(NAME, read(SINCE));
        leaveTheFuture(now);
    }

    private void leaveTheFuture(Instant now) {
        Instant latest = now.plus(ClockWatch.TOLERANCE);
        Instant found = time();
        Instant since = since();
        if (found.isAfter(latest) || since.isAfter(latest)) {
            Instant back = now.minus(UNKNOWN);
            set(NAME, back);
            if (since.isAfter(latest)) {
                set(SINCE, back);
            }
            LOG.warn(
                    "Fills are stored up to {}, which is in the future: this machine's clock is behind now or was ahead"
                            + " before. They are read again from {} on; check the clock",
                    found.isAfter(since) ? found : since,
                    time().isAfter(since()) ? time() : since());
        }
    }

    /** The start of the last complete read. */
    Instant time() {
        return read(NAME);
    }

    /** Nothing older than this was asked for, but for the tolerance of the clock. */
    Instant since() {
        return read(SINCE);
    }

    void advance(Instant time) {
        jdbc.sql("update checkpoints set time_value = :time where name = :name and time_value < :time")
                .param("time", Sql.time(time))
                .param("name", NAME)
                .update();
    }

    /**
     * Corrects what was noted while the clock was ahead.
     *
     * <p>The start is right as soon as one read was complete, because the exchange answers only a clock that is right: from
     * then on it stays, however often the clock is set back, and the checkpoint stays after it.
     */
    void moveBack(Duration ahead) {
        Instant time = time();
        Instant since = since();
        Instant back = time.minus(ahead);
        if (time.isAfter(since)) {
            Instant earliest = since.plus(1, ChronoUnit.MICROS);
            set(NAME, back.isAfter(earliest) ? back : earliest);
        } else {
            set(SINCE, since.minus(ahead));
            set(NAME, back);
        }
    }

    private void set(String name, Instant time) {
        jdbc.sql("update checkpoints set time_value = :time where name = :name")
                .param("time", Sql.time(time))
                .param("name", name)
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

    private static Instant start(String since, Instant now) {
        if (since.equals("now")) {
            return now;
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
