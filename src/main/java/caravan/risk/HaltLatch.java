package caravan.risk;

import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether everything is stopped. Stays so across restarts, until a person ends it. Thread-safe; reading takes no lock.
 *
 * <p>It holds in memory at once. Where the ledger cannot take it, the file {@code HALT} holds it for the next start.
 *
 * <p>Several processes on one ledger trade one account. So each finds at its start what any of them was halted by, and a
 * person ends it there; while they run, each is halted and resumed for itself. Who resumes one ends the halts that it knows of,
 * and none that another has latched meanwhile.
 */
public final class HaltLatch {
    private static final Logger LOG = LoggerFactory.getLogger(HaltLatch.class);
    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_NAME = 64;

    private static final String RESUME = """
            update halts set resumed_time = :now, resumed_by = :by
            where resumed_time is null
                and (halt_id <= :found or halted_time = :time and reason = :reason)
            """;

    private final JdbcClient jdbc;
    private final HaltFile file;
    private final InstantSource clock;
    private volatile @Nullable Halt halt;
    private @Nullable Halt unwritten;
    /** The last row that was there at the start. */
    private long found;

    /**
     * Finds out whether everything was stopped when the program ended.
     *
     * @param data the folder in which the file {@code HALT} may be
     */
    public HaltLatch(DataSource ledger, Path data, InstantSource clock) {
        this.jdbc = JdbcClient.create(ledger);
        this.file = new HaltFile(data);
        this.clock = clock;
        List<Halt> stored = jdbc.sql("select halt_id, halted_time, halted_by, reason from halts"
                        + " where resumed_time is null order by halt_id")
                .query((row, number) -> {
                    found = row.getLong("halt_id");
                    return new Halt(
                            row.getObject("halted_time", OffsetDateTime.class).toInstant(),
                            row.getString("halted_by"),
                            row.getString("reason"));
                })
                .list();
        if (!stored.isEmpty()) {
            halt = stored.get(0);
            LOG.warn("Nothing is placed: {}. The command resume ends that", halt);
        }
    }

    /** Why everything is stopped; empty while it is not. */
    public Optional<Halt> current() {
        return Optional.ofNullable(halt);
    }

    /** Why nothing may be placed: also from the moment on at which the file is there, before anybody has acted on it. */
    public Optional<String> reason() {
        Halt now = halt;
        return now == null ? file.reason().map(reason -> "halted by file: " + reason) : Optional.of(now.toString());
    }

    HaltFile file() {
        return file;
    }

    /**
     * Stops everything, for as long as this program runs; {@link #keep} is what has it outlive that.
     *
     * @return the halt that holds: where one did already, that one
     */
    synchronized Halt latch(String reason, String by) {
        if (halt != null) {
            return halt;
        }
        Halt latched = new Halt(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Sql.shortened(by, LONGEST_NAME),
                Sql.shortened(reason, LONGEST_REASON));
        halt = latched;
        unwritten = latched;
        LOG.warn("Everything is {}", latched);
        return latched;
    }

    /** Writes down what was latched last, where it was not yet and was not ended meanwhile. May wait for the ledger. */
    synchronized void keep() {
        Halt latched = unwritten;
        if (latched == null) {
            return;
        }
        unwritten = null;
        try {
            jdbc.sql("insert into halts (halted_time, halted_by, reason) values (?, ?, ?)")
                    .params(Sql.time(latched.time()), latched.by(), latched.reason())
                    .update();
        } catch (DataAccessException away) {
            LOG.error("The ledger did not take the halt; the file {} is to keep it for the next start", file, away);
            keepInFile(latched);
        }
    }

    /** Without either it holds until the program ends, and what rests is canceled all the same. */
    private void keepInFile(Halt latched) {
        try {
            file.write(latched.reason());
        } catch (IllegalStateException refused) {
            LOG.error("Nothing keeps the halt for the next start", refused);
        }
    }

    /**
     * Ends the halt, and takes the file away: last, for it may be all that keeps the halt for the next start.
     *
     * @throws IllegalStateException if the file cannot be deleted; then the halt still holds
     * @throws DataAccessException if the ledger does not take it; then the halt still holds
     */
    public synchronized void release(String by) {
        Instant now = clock.instant();
        Halt ended = halt;
        jdbc.sql(RESUME)
                .param("now", Sql.time(now))
                .param("by", Sql.shortened(by, LONGEST_NAME))
                .param("found", found)
                .param("time", ended == null ? null : Sql.time(ended.time()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("reason", ended == null ? null : ended.reason(), Types.VARCHAR)
                .update();
        file.delete();
        unwritten = null;
        if (halt != null) {
            LOG.warn("Resumed by {}", by);
        }
        halt = null;
    }
}
