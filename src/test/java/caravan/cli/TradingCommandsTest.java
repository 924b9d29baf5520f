package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import caravan.cli.call.Shell;
import caravan.risk.HaltLatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands halt, resume and flatten, beside the whole program in this process and without one. */
class TradingCommandsTest {
    @TempDir
    private Path directory;

    private Path data;
    private Shell shell;

    @BeforeEach
    void sitDown() {
        data = directory.resolve("data/sandbox");
        shell = new Shell(directory);
    }

    @Test
    void haltWithoutAProcessPutsAFileThatResumeTakesAway() {
        assertThat(shell.run("halt", "too", "wild")).isZero();
        assertThat(shell.out().strip())
                .isEqualTo("wrote " + data.resolve("HALT")
                        + ": no process runs here; the next start places no orders, and cancels what rests");
        assertThat(data.resolve("HALT")).hasContent("too wild");
        assertThat(shell.run("resume")).isZero();
        assertThat(shell.out().strip())
                .isEqualTo("took " + data.resolve("HALT") + " away; the next start places orders again");
        assertThat(data.resolve("HALT")).doesNotExist();
        assertThat(shell.run("resume")).isEqualTo(1);
        assertThat(shell.out().strip()).isEqualTo("nothing was halted");
    }

    @Test
    void flattenNeedsAProcess() {
        assertThat(shell.run("flatten")).isEqualTo(2);
        assertThat(shell.err())
                .startsWith("caravan: expected a running process with the stages risk, orders and console")
                .hasLineCount(1);
    }

    @Test
    void commandsAskTheRunningProcessAndItsHaltOutlivesIt() throws Exception {
        Settings settings = new GivenSettings(directory)
                .file(
                        "management.port = 0",
                        "console.port = 0",
                        "sandbox.exchange-port = 0",
                        "sandbox.discord-port = 0",
                        "sandbox.quiet-account = true")
                .load();
        try (Pipeline program = new Pipeline(Launch.of(settings), InstantSource.system())) {
            program.start();
            try (RunFile file = RunFile.write(
                    data,
                    Environment.SANDBOX,
                    InstantSource.system().instant(),
                    program.addresses(),
                    program.token())) {
                assertThat(shell.run("resume")).isEqualTo(2);
                assertThat(shell.err()).contains("expected something to resume, found nothing halted");
                assertThat(shell.run("halt", "the mood")).as(shell.err()).isZero();
                assertThat(shell.out())
                        .startsWith("halted by cli since ")
                        .contains("the mood. ", "verified 3 times that nothing of ours rests");
                assertThat(shell.run("flatten")).as(shell.err()).isZero();
                assertThat(shell.out()).contains("verified 3 times").contains("nothing was held");
                assertThat(shell.run("resume")).as(shell.err()).isZero();
                assertThat(shell.out().strip()).isEqualTo("resumed: orders are placed again");
                assertThat(shell.run("halt", "over night")).isZero();
            }
        }
        assertThat(halted()).hasValue("over night");
        assertThat(shell.run("resume")).as(shell.err()).isZero();
        assertThat(shell.out()).startsWith("ended in the ledger: halted by cli since ");
        assertThat(halted()).isEmpty();
        assertThat(Files.exists(data.resolve("HALT"))).isFalse();
    }

    private Optional<String> halted() {
        try (Databases databases = Databases.open(data, "sandbox", "", "", "")) {
            return new HaltLatch(databases.ledger(), data, InstantSource.system())
                    .current()
                    .map(halt -> halt.reason());
        }
    }
}
