package caravan.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code notifications}: each method is one step in a row's life, and one transaction.
 *
 * <p>Only a row that is being sent takes an outcome: what fails after a message was told does not make it untold. Several
 * processes may share the table: a row that one of them is sending is its own until its lease ends.
 */
final class NotificationTable {
    /** Stands for "not before a restart": the settings have to be mended first. */
    static final Instant UNTIL_RESTART = Instant.parse("9999-12-31T00:00:00Z");

    /** For so long nobody else takes a row that is being sent; longer than a repeat is recognised. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** For so long a bot's repeat is recognised; Discord says "a few minutes" and no more. */
    static final Duration REPEATS_RECOGNISED = Duration.ofMinutes(2);

    /** A row that failed more often than this lets those behind it pass. */
    private static final int ATTEMPTS_IN_ORDER = 5;

    private static final int ERROR_LENGTH = 1000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String owner;

    /**
     * @param owner names the sender, the same in all its runs; nobody else may have the name
     */
    NotificationTable(DataSource ledger, String owner) {
        this.owner = owner;
        this.jdbc = JdbcClient.create(ledger);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(ledger));
    }

    /**
     * Takes up what any sender left whose lease ended, and at the start what an earlier run of this one left.
     *
     * @return how many rows were being sent, so that nobody knows whether they arrived
     */
    int recover(Instant now, boolean atStart) {
        return jdbc.sql("""
                        update notifications
                        set status = 'pending', unknown_since = coalesce(unknown_since, last_attempt_time),
                            possible_repeat = (possible_repeat or not deduplicated),
                            error = 'the program ended while it was sending'
                        where status = 'sending'
                          and ((:atStart and owner = :owner) or lease_end_time is null or lease_end_time <= :now)
                        """)
                .param("atStart", atStart)
                .param("owner", owner)
                .param("now", time(now))
                .update();
    }

    /** Frees what waits for a restart. */
    void restarted() {
        jdbc.sql("update notifications set next_attempt_time = null where status = 'pending' and"
                        + " next_attempt_time = :untilRestart")
                .param("untilRestart", time(UNTIL_RESTART))
                .update();
    }

    /**
     * The row is about to be sent to where a repeat is recognised.
     *
     * @return whether it is still this sender's
     */
    boolean deduplicated(long id) {
        return change(id, "deduplicated = true").update() > 0;
    }

    /** Frees rows that this sender took and never handed out. */
    void putBackUntold() {
        jdbc.sql("update notifications set status = 'pending' where status = 'sending' and owner = :owner")
                .param("owner", owner)
                .update();
    }

    /** Marks the oldest row that is due as being sent; null when none is, or when an older one still waits. */
    @Nullable
    Due take(Instant now, boolean deduplicates) {
        return transaction.execute(status -> {
            Due due = jdbc.sql("""
                            select * from notifications
                            where status = 'pending'
                              and (next_attempt_time is null or next_attempt_time <= :now
                                   or (next_attempt_time < :untilRestart and attempts < :attempts))
                            order by notification_id
                            fetch first 1 row only
                            """)
                    .param("now", time(now))
                    .param("untilRestart", time(UNTIL_RESTART))
                    .param("attempts", ATTEMPTS_IN_ORDER)
                    .query((row, number) -> due(row, now, deduplicates))
                    .optional()
                    .orElse(null);
            if (due == null) {
                return null;
            }
            int taken = jdbc.sql("""
                            update notifications
                            set status = 'sending', attempts = :attempts, last_attempt_time = :now,
                                deduplicated = false, possible_repeat = :repeat,
                                owner = :owner, lease_end_time = :leaseEnd
                            where notification_id = :id and status = 'pending'
                            """)
                    .param("attempts", due.attempts())
                    .param("now", time(now))
                    .param("repeat", due.possibleRepeat())
                    .param("owner", owner)
                    .param("leaseEnd", time(now.plus(LEASE)))
                    .param("id", due.notificationId())
                    .update();
            return taken == 1 ? due : null;
        });
    }

    private static @Nullable Due due(ResultSet row, Instant now, boolean deduplicates) throws SQLException {
        Instant next = instant(row, "next_attempt_time");
        if (next != null && next.isAfter(now)) {
            return null;
        }
        Instant unknownSince = instant(row, "unknown_since");
        boolean forgotten =
                unknownSince != null && (!deduplicates || !now.isBefore(unknownSince.plus(REPEATS_RECOGNISED)));
        return new Due(
                row.getLong("notification_id"),
                row.getString("kind"),
                row.getString("order_id"),
                row.getString("ticker"),
                Objects.requireNonNull(instant(row, "created_time")),
                row.getInt("attempts") + 1,
                row.getBoolean("possible_repeat") || forgotten,
                false);
    }

    /** Known success; true also of a row that was put back before this was known. */
    void sent(long id, String channelId, String messageId, Instant now) {
        jdbc.sql("""
                        update notifications
                        set status = 'sent', channel_id = :channel, message_id = :message, sent_time = :now,
                            next_attempt_time = null, error = null
                        where notification_id = :id and status in ('sending', 'pending')
                        """)
                .param("channel", channelId)
                .param("message", messageId)
                .param("now", time(now))
                .param("id", id)
                .update();
    }

    /** It was told, by an attempt whose outcome nobody knew at the time. */
    void toldBefore(long id, String note) {
        change(id, "status = 'sent', next_attempt_time = null, error = :note")
                .param("note", shortened(note))
                .update();
    }

    /** The row waits again; nothing of it has arrived by this attempt. */
    void waiting(long id, @Nullable Instant next, String error) {
        change(id, "status = 'pending', next_attempt_time = :next, error = :error")
                .param("next", next == null ? null : time(next), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("error", shortened(error))
                .update();
    }

    /** The row waits again, and may have arrived. */
    void unknown(long id, Instant next, boolean mark, String error) {
        change(id, """
                        status = 'pending', next_attempt_time = :next, error = :error,
                        unknown_since = coalesce(unknown_since, last_attempt_time),
                        possible_repeat = (possible_repeat or :mark)
                        """)
                .param("next", time(next))
                .param("error", shortened(error))
                .param("mark", mark)
                .update();
    }

    void failed(long id, String error) {
        change(id, "status = 'failed', next_attempt_time = null, error = :error")
                .param("error", shortened(error))
                .update();
    }

    void logged(long id) {
        change(id, "status = 'logged', next_attempt_time = null, error = null").update();
    }

    /** A change of a row that this sender is sending; of none when it is not. */
    private JdbcClient.StatementSpec change(long id, String changes) {
        return jdbc.sql("update notifications set " + changes
                        + " where notification_id = :id and status = 'sending' and owner = :owner")
                .param("id", id)
                .param("owner", owner);
    }

    /** How many rows are not finished, and when the oldest of them was written. */
    Waiting waiting() {
        return jdbc.sql("select count(*) as number, min(created_time) as oldest from notifications"
                        + " where status in ('pending', 'sending')")
                .query((row, number) -> new Waiting(row.getLong("number"), instant(row, "oldest")))
                .single();
    }

    record Waiting(long number, @Nullable Instant oldest) {}

    private static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static String shortened(String error) {
        return error.length() <= ERROR_LENGTH ? error : error.substring(0, ERROR_LENGTH - 1) + "…";
    }
}
