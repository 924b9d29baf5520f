package caravan.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.discord.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

class OutboxTest {
    private static final String OWNER = "this-folder";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Ledger ledger;
    private Outbox outbox;

    @BeforeEach
    void open() {
        ledger = openLedger();
        outbox = outbox(false);
    }

    /** Where the ledger is: an H2 file. Opened again it is the same. */
    Ledger openLedger() {
        return new Ledger(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void rowIsMarkedBeforeItIsHandedOut() {
        long id = add();

        Due due = next();

        assertThat(due.notificationId()).isEqualTo(id);
        assertThat(due.attempts()).isEqualTo(1);
        assertThat(ledger.row(id)).containsEntry("status", "sending").containsEntry("attempts", 1);
    }

    @Test
    void rowWhoseOutcomeWasNotNotedIsSentAgainAsARepeat() {
        long id = add();
        outbox.delivering(next());

        assertThat(outbox.next()).isNull();
        assertThat(ledger.row(id)).containsEntry("status", "pending").containsEntry("possible_repeat", true);
        clock.pass(Duration.ofSeconds(1));
        assertThat(next().possibleRepeat()).isTrue();
    }

    @Test
    void rowThatDidNotReachDeliveryIsSentAgainAndNoRepeat() {
        long id = add();
        next();

        assertThat(outbox.next()).isNull();
        assertThat(ledger.status(id)).isEqualTo("pending");
        clock.pass(Duration.ofSeconds(1));
        Due again = next();
        assertThat(again.possibleRepeat()).isFalse();
        assertThat(again.attempts()).isEqualTo(2);
    }

    @Test
    void rowThatWasTakenByALostCommitIsFreedAndNoRepeat() {
        add();
        AtomicInteger lost = new AtomicInteger();
        outbox = new Outbox(losingCommits(ledger.source, lost), OWNER, clock, metrics, false);
        outbox.sent(next(), "1", "2");
        long id = add();
        lost.set(1);

        assertThat(outbox.next()).isNull();
        assertThat(ledger.status(id)).isEqualTo("sending");
        Due due = next();
        assertThat(due.notificationId()).isEqualTo(id);
        assertThat(due.possibleRepeat()).isFalse();
    }

    @Test
    void sentRowTellsWhere() {
        long id = add();

        outbox.sent(next(), "22", "33");

        assertThat(ledger.row(id))
                .containsEntry("status", "sent")
                .containsEntry("channel_id", "22")
                .containsEntry("message_id", "33");
        assertThat(outbox.next()).isNull();
        assertThat(metrics.counter("notifications.sent").count()).isEqualTo(1);
    }

    @Test
    void failureAfterItWasSentChangesNothing() {
        long id = add();
        Due due = next();
        outbox.sent(due, "22", "33");
        outbox.failed(due, "the copy was rejected");
        outbox.notSent(due, "the copy was rejected");
        outbox.unknown(due, "the copy was rejected", false);
        outbox.logged(due);

        assertThat(ledger.row(id)).containsEntry("status", "sent").containsEntry("error", null);
        assertThat(metrics.counter("notifications.failed").count()).isZero();
        assertThat(ledger.row(add())).containsEntry("status", "pending");
        assertThat(next().notificationId()).isNotEqualTo(id);
    }

    @Test
    void tableTakesNoFailureForARowThatIsNotBeingSent() {
        long id = add();
        outbox.sent(next(), "22", "33");
        NotificationTable table = new NotificationTable(ledger.source, OWNER);
        table.waiting(id, null, "late");
        table.unknown(id, clock.instant(), true, "late");
        table.failed(id, "late");
        table.logged(id);
        table.toldBefore(id, "late");

        assertThat(ledger.row(id)).containsEntry("status", "sent").containsEntry("error", null);
    }

    @Test
    void successThatIsKnownLateStopsTheRepeat() {
        long id = add();
        Due due = next();
        outbox.delivering(due);
        outbox.next();
        outbox.sent(due, "22", "33");

        clock.pass(Duration.ofMinutes(1));
        assertThat(outbox.next()).isNull();
        assertThat(ledger.status(id)).isEqualTo("sent");
    }

    @Test
    void oldestGoesFirstAndWaitingHoldsUpTheOthers() {
        long first = add();
        long second = add();
        outbox.unknown(next(), "no answer", true);

        assertThat(outbox.next()).isNull();
        clock.pass(Duration.ofSeconds(1));
        Due again = next();
        assertThat(again.notificationId()).isEqualTo(first);
        outbox.sent(again, "1", "2");
        assertThat(next().notificationId()).isEqualTo(second);
    }

    @Test
    void rowThatNeverArrivesLetsOthersPassAfterFiveAttempts() {
        long first = add();
        long second = add();
        for (int attempt = 1; attempt <= 5; attempt++) {
            Due due = next();
            assertThat(due.notificationId()).isEqualTo(first);
            outbox.unknown(due, "500", false);
            if (attempt < 5) {
                clock.pass(Duration.ofSeconds(1L << (attempt - 1)));
            }
        }
        assertThat(next().notificationId()).isEqualTo(second);
    }

    @Test
    void rateLimitHoldsUpEverythingForExactlyThatLong() {
        add();
        add();
        outbox.delayed(next(), Duration.ofMillis(2500), "wait");

        clock.pass(Duration.ofMillis(2499));
        assertThat(outbox.next()).isNull();
        clock.pass(Duration.ofMillis(1));
        Due due = next();
        assertThat(due.possibleRepeat()).isFalse();
        assertThat(due.attempts()).isEqualTo(2);
        assertThat(metrics.counter("notifications.rate.limited").count()).isEqualTo(1);
    }

    @Test
    void waitGrowsFromOneSecondToSixty() {
        long id = add();
        for (long wait : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            outbox.notSent(next(), "refused connection");
            clock.pass(Duration.ofSeconds(wait).minusMillis(1));
            assertThat(outbox.next()).isNull();
            clock.pass(Duration.ofMillis(1));
        }
        assertThat(next().possibleRepeat()).isFalse();
        assertThat(ledger.row(id)).containsEntry("error", "refused connection").containsEntry("unknown_since", null);
    }

    @Test
    void unknownOutcomeOfAWebhookIsMarked() {
        long id = add();
        outbox.unknown(next(), "no answer", false);
        clock.pass(Duration.ofSeconds(1));

        assertThat(next().possibleRepeat()).isTrue();
        assertThat(ledger.row(id)).containsEntry("possible_repeat", true);
        assertThat(metrics.counter("notifications.unknown").count()).isEqualTo(1);
    }

    @Test
    void unknownOutcomeOfABotIsMarkedTwoMinutesAfterTheFirstOfThem() {
        add();
        outbox = outbox(true);
        outbox.notSent(next(), "refused connection");
        clock.pass(Duration.ofMinutes(5));
        outbox.unknown(next(), "no answer", true);
        clock.pass(Duration.ofSeconds(90));

        Due second = next();
        assertThat(second.possibleRepeat()).isFalse();
        outbox.unknown(second, "no answer", true);
        clock.pass(Duration.ofSeconds(30));
        Due third = next();
        assertThat(third.possibleRepeat()).isTrue();
        assertThat(third.reference()).isEqualTo(second.reference());
    }

    @Test
    void killBetweenSendingAndOutcomeIsAnUnknownOutcome() {
        long id = add();
        next();
        ledger.close();

        ledger = openLedger();
        outbox = outbox(false);
        Due due = next();

        assertThat(due.notificationId()).isEqualTo(id);
        assertThat(due.possibleRepeat()).isTrue();
        assertThat(due.attempts()).isEqualTo(2);
        assertThat(metrics.counter("notifications.unknown").count()).isEqualTo(1);
    }

    @Test
    void killOfABotIsMarkedOnlyAfterTwoMinutes() {
        add();
        outbox = outbox(true);
        outbox.sending(next(), true);

        outbox = outbox(true);
        Due second = next();
        assertThat(second.possibleRepeat()).isFalse();
        outbox.sending(second, true);
        clock.pass(Duration.ofMinutes(2));
        outbox = outbox(true);
        assertThat(next().possibleRepeat()).isTrue();
    }

    @Test
    void anotherProcessLeavesAloneWhatThisOneIsSending() {
        long id = add();
        Due due = next();
        outbox.sending(due, false);

        Outbox another = another(false);
        assertThat(another.next()).isNull();
        assertThat(ledger.status(id)).isEqualTo("sending");
        outbox.sent(due, "22", "33");
        assertThat(another.next()).isNull();
        assertThat(ledger.row(id)).containsEntry("possible_repeat", false).containsEntry("message_id", "33");
    }

    @Test
    void processesOnOneLedgerTakeTurns() {
        long first = add();
        long second = add();
        Outbox another = another(false);

        assertThat(next().notificationId()).isEqualTo(first);
        assertThat(Objects.requireNonNull(another.next()).notificationId()).isEqualTo(second);
        assertThat(outbox.next()).isNull();
    }

    @Test
    void whatAProcessLeftForGoodIsTakenOverWhenItsLeaseEnds() {
        add();
        Due lost = next();
        outbox.sending(lost, true);
        Outbox another = another(true);
        assertThat(another.next()).isNull();

        clock.pass(NotificationTable.LEASE.minusMillis(1));
        assertThat(another.next()).isNull();
        clock.pass(Duration.ofMillis(1));
        Due again = Objects.requireNonNull(another.next());
        assertThat(again.notificationId()).isEqualTo(lost.notificationId());
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.possibleRepeat()).isTrue();
    }

    @Test
    void whoeverLostTheLeaseChangesNothingButASuccess() {
        long id = add();
        Due late = next();
        outbox.sending(late, false);
        clock.pass(NotificationTable.LEASE);
        Outbox another = another(false);
        Due taken = Objects.requireNonNull(another.next());
        outbox.notSent(late, "refused connection");
        assertThat(ledger.status(id)).isEqualTo("sending");
        assertThat(outbox.next()).isNull();

        another.unknown(taken, "no answer", false);
        outbox.sent(late, "22", "33");
        assertThat(ledger.row(id)).containsEntry("status", "sent").containsEntry("message_id", "33");
        clock.pass(Duration.ofMinutes(1));
        assertThat(another.next()).isNull();
    }

    @Test
    void nothingIsSentThatMightOutlastItsLease() {
        long id = add();
        Due slow = next();
        clock.pass(NotificationTable.LEASE.dividedBy(2));

        assertThatThrownBy(() -> outbox.sending(slow, false)).isInstanceOf(DataAccessException.class);
        outbox.putOff(slow, "too long on its way");
        assertThat(ledger.row(id)).containsEntry("status", "pending").containsEntry("unknown_since", null);
    }

    @Test
    void nothingIsSentThatAnotherProcessHasTakenOver() {
        add();
        Due taken = next();
        ledger.giveTo("another-folder");

        assertThatThrownBy(() -> outbox.sending(taken, true)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void lostCommitOfOneProcessFreesNothingOfAnother() {
        long theirs = add();
        Outbox another = another(false);
        Due sending = Objects.requireNonNull(another.next());
        another.sending(sending, false);
        AtomicInteger lost = new AtomicInteger(1);
        outbox = new Outbox(losingCommits(ledger.source, lost), OWNER, clock, metrics, false);
        long ours = add();

        assertThat(outbox.next()).isNull();
        assertThat(next().notificationId()).isEqualTo(ours);
        assertThat(ledger.status(theirs)).isEqualTo("sending");
    }

    @Test
    void rowThatAnEarlierVersionWasSendingIsTakenUp() {
        add();
        outbox.sending(next(), false);
        ledger.giveTo(null);

        assertThat(Objects.requireNonNull(another(false).next()).possibleRepeat())
                .isTrue();
    }

    @Test
    void killIsJudgedByHowTheRowWasSentAndNotByTheSettingsOfTheNextStart() {
        add();
        outbox.sending(next(), false);
        outbox = outbox(true);
        Due byWebhookThenBot = next();
        assertThat(byWebhookThenBot.possibleRepeat()).isTrue();
        outbox.sent(byWebhookThenBot, "1", "2");

        add();
        outbox.sending(next(), true);
        outbox = outbox(false);
        assertThat(next().possibleRepeat()).isTrue();
    }

    @Test
    void haltKeepsRowsUntilARestart() {
        long first = add();
        long second = add();
        outbox.refused(next(), "401: set the token anew", 0, true);
        outbox.refused(next(), "401: set the token anew", 0, true);
        clock.pass(Duration.ofDays(30));

        assertThat(outbox.next()).isNull();
        assertThat(ledger.row(first))
                .containsEntry("status", "pending")
                .containsEntry("error", "401: set the token anew");
        Outbox.Status status = outbox.status();
        assertThat(status.waiting()).isEqualTo(2);
        assertThat(status.oldestAge()).isEqualTo(Duration.ofDays(30));
        assertThat(status.haltedReason()).isEqualTo("401: set the token anew");

        outbox = outbox(false);
        Due due = next();
        assertThat(due.notificationId()).isEqualTo(first);
        assertThat(due.possibleRepeat()).isFalse();
        outbox.sent(due, "1", "2");
        assertThat(next().notificationId()).isEqualTo(second);
    }

    @Test
    void invalidFormGoesOnceMoreAsPlainTextThenFails() {
        long id = add();
        Due card = next();
        assertThat(card.plainText()).isFalse();
        outbox.refused(card, "400/50035", 50035, false);

        Due text = next();
        assertThat(text.plainText()).isTrue();
        outbox.refused(text, "400/50035 again", 50035, false);

        assertThat(outbox.next()).isNull();
        assertThat(ledger.row(id)).containsEntry("status", "failed").containsEntry("error", "400/50035 again");
        assertThat(metrics.counter("notifications.failed").count()).isEqualTo(1);
    }

    @Test
    void knownOutcomeSurvivesALedgerThatIsAway() {
        long first = add();
        add();
        Due due = next();
        ledger.rename("notifications", "elsewhere");
        outbox.sent(due, "22", "33");
        assertThat(outbox.next()).isNull();

        ledger.rename("elsewhere", "notifications");
        assertThat(ledger.status(first)).isEqualTo("sending");
        assertThat(next().notificationId()).isNotEqualTo(first);
        assertThat(ledger.row(first)).containsEntry("status", "sent").containsEntry("message_id", "33");
    }

    @Test
    void longReasonIsShortened() {
        long id = add();
        outbox.failed(next(), "x".repeat(5000));

        assertThat((String) ledger.row(id).get("error")).hasSize(1000).endsWith("…");
    }

    @Test
    void gaugeCountsWhatWaits() {
        add();
        add();
        assertThat(metrics.get("notifications.waiting").gauge().value()).isEqualTo(2);
    }

    @Test
    void referenceFitsANonceWhateverTheNumber() {
        Due due = new Due(Long.MAX_VALUE, "digest", null, null, clock.instant(), 1, false, false);

        assertThat(due.reference()).hasSizeLessThanOrEqualTo(25);
    }

    /** Commits, and then loses the answer, as often as the number says. */
    private static DataSource losingCommits(DataSource real, AtomicInteger lost) {
        return proxy(
                DataSource.class,
                real,
                (method, result) -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, (call, answer) -> {
                            if (call.equals("commit") && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                throw new SQLException("the answer got lost");
                            }
                            return answer;
                        })
                        : result);
    }

    @FunctionalInterface
    private interface Afterwards {
        @Nullable
        Object answer(String method, @Nullable Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T real, Afterwards afterwards) {
        return type.cast(Proxy.newProxyInstance(
                OutboxTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return afterwards.answer(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private long add() {
        return ledger.add("KXFED-26DEC-T4.00", clock.instant());
    }

    private Due next() {
        return Objects.requireNonNull(outbox.next(), "nothing is due");
    }

    /** A process on another folder. */
    private Outbox another(boolean deduplicates) {
        return new Outbox(ledger.source, "another-folder", clock, new SimpleMeterRegistry(), deduplicates);
    }

    private Outbox outbox(boolean deduplicates) {
        return new Outbox(ledger.source, OWNER, clock, metrics, deduplicates);
    }
}
