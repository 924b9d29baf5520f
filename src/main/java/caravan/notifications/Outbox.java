package caravan.notifications;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/**
 * Hands out notifications one at a time, oldest first, and keeps what became of each.
 *
 * <p>A row says {@code sending} before anything is sent, so that after a kill it is known that nothing is known. A known
 * outcome is never followed by another attempt; an unknown one is, and then the card says so. Several processes may
 * share one ledger: what one of them is sending is its own for some minutes. One sender in each; safe for readers of its
 * state in other threads.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);
    /** Discord's number for a form that it cannot read. */
    private static final int INVALID_FORM = 50035;

    private final NotificationTable table;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final boolean deduplicates;
    private final Deque<Runnable> unrecorded = new ArrayDeque<>();
    private final Set<Long> plainText = new HashSet<>();
    private boolean restarted;
    private boolean takeFailed;
    private boolean away;
    /** What was handed out and has no outcome yet. */
    private @Nullable Due open;
    /** When it is too late to send the open one: its end might come after the lease's. */
    private Instant begunBy = Instant.MIN;
    /** Whether the open one may have left already. */
    private boolean delivering;
    /** Whether the open one goes to where a repeat is recognised. */
    private boolean deduplicated;

    private Instant pausedUntil = Instant.MIN;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable String lastHalt;

    /**
     * @param ledger where the table {@code notifications} is
     * @param owner names this sender, the same in all its runs and no other's
     * @param deduplicates whether Discord recognises a message that is sent again, which it does for a bot; an unknown
     *     outcome of a run with other settings is a possible repeat without it
     */
    public Outbox(DataSource ledger, String owner, InstantSource clock, MeterRegistry metrics, boolean deduplicates) {
        this.table = new NotificationTable(ledger, owner);
        this.clock = clock;
        this.metrics = metrics;
        this.deduplicates = deduplicates;
        for (String outcome : new String[] {"sent", "logged", "failed", "unknown", "rate.limited"}) {
            metrics.counter("notifications." + outcome);
        }
        Gauge.builder(
                        "notifications.waiting",
                        table,
                        waiting -> waiting.waiting().number())
                .description("Notifications that are not sent yet")
                .strongReference(true)
                .register(metrics);
    }

    /**
     * Takes the next notification that is due.
     *
     * <p>One that was handed out before and has no outcome by now goes back first: its outcome got lost on the way, for
     * example since a route was stopped.
     *
     * @return null when there is none, when Discord wants a pause, or while the ledger is away
     */
    public synchronized @Nullable Due next() {
        putBack();
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return null;
        }
        try {
            recordOutstanding();
            recover(now);
            Due due = take(now);
            away = false;
            return due;
        } catch (DataAccessException | TransactionException e) {
            noteAway(e);
            return null;
        }
    }

    private @Nullable Due take(Instant now) {
        takeFailed = true;
        Due due = table.take(now, deduplicates);
        takeFailed = false;
        if (due != null && plainText.contains(due.notificationId())) {
            due = due.asPlainText();
        }
        open = due;
        begunBy = now.plus(NotificationTable.LEASE.dividedBy(2));
        delivering = false;
        deduplicated = false;
        return due;
    }

    /** Notes that from now on the notification may arrive, whatever else becomes of it. */
    public synchronized void delivering(Due due) {
        if (isOpen(due)) {
            delivering = true;
        }
    }

    /**
     * Notes how the notification is about to be sent, so that it is known after a kill whether a repeat is safe.
     *
     * @param recognised whether Discord recognises the message when it comes again
     * @throws DataAccessException if the ledger is away, or if it took so long that another process may send it; then
     *     nothing may be sent
     */
    public synchronized void sending(Due due, boolean recognised) {
        if (!isOpen(due)) {
            return;
        }
        boolean late = !clock.instant().isBefore(begunBy);
        if (late || (recognised && !table.deduplicated(due.notificationId()))) {
            throw new OptimisticLockingFailureException(
                    "it was too long on its way to Discord, so another process on this ledger may send it");
        }
        delivering = true;
        deduplicated = recognised;
    }

    private boolean isOpen(Due due) {
        return open != null && open.notificationId() == due.notificationId() && open.attempts() == due.attempts();
    }

    /** Whether the outcome is there already; then nothing that comes later changes it. */
    private boolean isOver(Due due, String news) {
        if (isOpen(due)) {
            return false;
        }
        LOG.warn("Notification {} has its outcome already, which stays although: {}", due.notificationId(), news);
        return true;
    }

    private void putBack() {
        Due lost = open;
        if (lost == null) {
            return;
        }
        if (delivering) {
            unknown(lost, "what became of it was not noted", deduplicated);
        } else {
            putOff(lost, "it did not get as far as delivery");
        }
    }

    /** The message is stored at Discord. */
    public synchronized void sent(Due due, String channelId, String messageId) {
        Instant now = clock.instant();
        lastSuccess = now;
        lastHalt = null;
        plainText.remove(due.notificationId());
        count("sent");
        record(due, () -> table.sent(due.notificationId(), channelId, messageId, now));
    }

    /** It was told by an earlier attempt whose outcome was unknown, so it is finished; the note says how that came out. */
    public synchronized void toldBefore(Due due, String note) {
        if (isOver(due, note)) {
            return;
        }
        plainText.remove(due.notificationId());
        count("sent");
        LOG.info("Notification {}: {}", due.notificationId(), note);
        record(due, () -> table.toldBefore(due.notificationId(), note));
    }

    /** Discord asks to wait: nothing at all is tried before that time. */
    public synchronized void delayed(Due due, Duration retryAfter, String error) {
        if (isOver(due, error)) {
            return;
        }
        Instant next = clock.instant().plus(retryAfter);
        pausedUntil = next;
        count("rate.limited");
        record(due, () -> table.waiting(due.notificationId(), next, error));
    }

    /**
     * Surely not sent, for a reason that may be this notification's own: again after a wait that grows from 1 s to 60 s.
     * After some attempts it lets the others pass.
     */
    public synchronized void putOff(Due due, @Nullable String error) {
        String reason = error == null ? "the ledger is away" : error;
        if (isOver(due, reason)) {
            return;
        }
        Instant next = clock.instant().plus(backOff(due));
        LOG.warn("Notification {} is not sent yet: {}", due.notificationId(), reason);
        record(due, () -> table.waiting(due.notificationId(), next, reason));
    }

    /** Surely not sent, since Discord was not reached: everything waits, from 1 s to 60 s. */
    public synchronized void notSent(Due due, String error) {
        if (isOver(due, error)) {
            return;
        }
        Instant next = clock.instant().plus(backOff(due));
        pausedUntil = next;
        LOG.warn("Notification {} is not sent yet: {}", due.notificationId(), error);
        record(due, () -> table.waiting(due.notificationId(), next, error));
    }

    /**
     * Perhaps sent: again after a wait that grows from 1 s to 60 s.
     *
     * @param deduplicated whether Discord recognises the message when it comes again, so that the card need not say that it
     *     may be a repeat; believed for two minutes
     */
    public synchronized void unknown(Due due, String error, boolean deduplicated) {
        if (isOver(due, error)) {
            return;
        }
        Instant next = clock.instant().plus(backOff(due));
        count("unknown");
        LOG.warn("Notification {}: {}. It is sent again", due.notificationId(), error);
        record(due, () -> table.unknown(due.notificationId(), next, !deduplicated, error));
    }

    /**
     * Refused for good.
     *
     * @param code Discord's number for the reason; a form it cannot read is sent once more as plain text
     * @param halted whether the settings have to be mended first: then the row waits for the next start
     */
    public synchronized void refused(Due due, String error, int code, boolean halted) {
        if (isOver(due, error)) {
            return;
        }
        if (halted) {
            if (!error.equals(lastHalt)) {
                LOG.error("Notifications wait: {}", error);
            }
            lastHalt = error;
            record(due, () -> table.waiting(due.notificationId(), NotificationTable.UNTIL_RESTART, error));
        } else if (code == INVALID_FORM && plainText.add(due.notificationId())) {
            LOG.warn("Notification {} goes as plain text: {}", due.notificationId(), error);
            record(due, () -> table.waiting(due.notificationId(), null, error));
        } else {
            failed(due, error);
        }
    }

    /**
     * Given up: it cannot be told, now or later.
     *
     * @param error null when whatever failed gave no reason
     */
    public synchronized void failed(Due due, @Nullable String error) {
        String reason = error == null ? "it failed without a reason; look at the log" : error;
        if (isOver(due, reason)) {
            return;
        }
        plainText.remove(due.notificationId());
        count("failed");
        LOG.error("Notification {} is given up: {}", due.notificationId(), reason);
        record(due, () -> table.failed(due.notificationId(), reason));
    }

    /** Told in the log, since no Discord is configured. */
    public synchronized void logged(Due due) {
        if (isOver(due, "told in the log")) {
            return;
        }
        count("logged");
        record(due, () -> table.logged(due.notificationId()));
    }

    /**
     * What a health check can say.
     *
     * @param waiting how many are not sent yet
     * @param oldestAge how long the oldest of them has waited; null when none waits
     * @param lastSuccess when Discord last stored a message in this run; null before that
     * @param haltedReason what has to be mended before a restart; null while messages are sent
     */
    public record Status(
            long waiting,
            @Nullable Duration oldestAge,
            @Nullable Instant lastSuccess,
            @Nullable String haltedReason) {}

    /**
     * Looks at what waits.
     *
     * @throws DataAccessException if the ledger is away
     */
    public Status status() {
        NotificationTable.Waiting waiting = table.waiting();
        Duration age = waiting.oldest() == null ? null : Duration.between(waiting.oldest(), clock.instant());
        return new Status(waiting.number(), age, lastSuccess, lastHalt);
    }

    private void recover(Instant now) {
        if (takeFailed) {
            // The database may have taken the row and lost the answer. It was not handed out.
            table.putBackUntold();
        }
        int unknown = table.recover(now, !restarted);
        if (unknown > 0) {
            metrics.counter("notifications.unknown").increment(unknown);
            LOG.warn("The program ended while it was sending {} notification(s); they are sent again", unknown);
        }
        if (!restarted) {
            table.restarted();
            restarted = true;
        }
    }

    /** Writes an outcome; one that the ledger does not take is kept, and written before anything else is sent. */
    private void record(Due due, Runnable outcome) {
        if (isOpen(due)) {
            open = null;
        }
        unrecorded.add(outcome);
        try {
            recordOutstanding();
        } catch (DataAccessException e) {
            noteAway(e);
        }
    }

    private void recordOutstanding() {
        for (Runnable outcome = unrecorded.peek(); outcome != null; outcome = unrecorded.peek()) {
            outcome.run();
            unrecorded.remove();
        }
    }

    private void noteAway(RuntimeException e) {
        if (!away) {
            LOG.warn("The ledger is away, notifications wait for it: {}", Objects.toString(e.getMessage()));
        }
        away = true;
    }

    private void count(String outcome) {
        metrics.counter("notifications." + outcome).increment();
    }

    private static Duration backOff(Due due) {
        Duration wait = Duration.ofSeconds(1L << Math.min(due.attempts() - 1, 6));
        return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
    }
}
