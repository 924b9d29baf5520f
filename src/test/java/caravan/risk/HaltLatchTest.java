package caravan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.fills.Ledgers;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A halt outlives whatever is away: the ledger, the file, the program. */
class HaltLatchTest {
    @TempDir
    Path folder;

    private HikariDataSource pool;
    private boolean away;

    @BeforeEach
    void open() {
        pool = Ledgers.open(folder);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void withoutALedgerTheFileKeepsItForTheNextStart() {
        HaltLatch latch = latch(folder);
        away = true;
        assertThat(latch.latch("too wild", "cli").reason()).isEqualTo("too wild");
        latch.keep();
        away = false;
        assertThat(latch(folder).reason()).hasValue("halted by file: too wild");
    }

    /** What could not be ended in the ledger is still halted, now and after a restart. */
    @Test
    void haltThatCannotBeEndedHolds() {
        HaltLatch latch = latch(folder);
        away = true;
        latch.latch("too wild", "cli");
        latch.keep();
        assertThatThrownBy(() -> latch.release("cli")).isInstanceOf(DataAccessException.class);
        assertThat(latch.current()).isPresent();
        away = false;
        assertThat(latch(folder).reason()).hasValue("halted by file: too wild");

        latch.release("cli");
        assertThat(latch.current()).isEmpty();
        assertThat(latch(folder).reason()).isEmpty();
    }

    /** Who halts goes on to cancel, whatever does not take note of it. */
    @Test
    void haltHoldsWhereNeitherLedgerNorFileTakesIt() throws Exception {
        HaltLatch latch = latch(Files.createDirectory(folder.resolve("gone")));
        Files.delete(folder.resolve("gone"));
        away = true;
        assertThat(latch.latch("too wild", "cli").reason()).isEqualTo("too wild");
        latch.keep();
        assertThat(latch.current()).isPresent();
    }

    /** Two processes on one ledger trade one account. */
    @Test
    void haltOfOneHoldsForOthersThatStartAndIsNotEndedByThoseThatDoNotKnowOfIt() {
        HaltLatch one = latch(folder);
        HaltLatch other = latch(folder);
        one.latch("a position that nobody explains", "check");
        one.keep();
        other.latch("too wild", "cli");
        other.keep();
        other.release("cli");
        assertThat(other.current()).isEmpty();
        assertThat(latch(folder).current()).map(Halt::reason).hasValue("a position that nobody explains");
        one.release("cli");
        assertThat(latch(folder).current()).isEmpty();
    }

    @Test
    void everythingThatHaltedBeforeTheStartIsEndedByOneResume() {
        for (HaltLatch latch : List.of(latch(folder), latch(folder))) {
            latch.latch("too wild", "cli");
            latch.keep();
        }
        HaltLatch started = latch(folder);
        started.release("cli");
        assertThat(latch(folder).current()).isEmpty();
    }

    /** Nobody is to be halted by what was over before it could be written. */
    @Test
    void whatWasResumedBeforeItWasWrittenIsNotWritten() {
        HaltLatch latch = latch(folder);
        latch.latch("too wild", "cli");
        latch.release("cli");
        latch.keep();
        assertThat(latch(folder).current()).isEmpty();
    }

    private HaltLatch latch(Path data) {
        return new HaltLatch(
                new DelegatingDataSource(pool) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        if (away) {
                            throw new SQLException("the ledger is away");
                        }
                        return super.getConnection();
                    }
                },
                data,
                InstantSource.system());
    }
}
