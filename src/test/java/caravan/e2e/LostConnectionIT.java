package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exchange that cuts the connection in the middle of a burst, and is away while fills go on. */
class LostConnectionIT {

    @Test
    void everyFillIsStoredOnceAndToldOnce(@TempDir Path exchangeFolder, @TempDir Path folder) {
        try (SandboxProcess sandbox = SandboxProcess.start(exchangeFolder);
                RunningCaravan caravan = RunningCaravan.start(folder, sandbox.asDemo())) {
            caravan.awaitRunFile();
            caravan.await("both connections", Duration.ofSeconds(60), () -> sandbox.connections() == 2);

            sandbox.control("/bursts", "{\"orders\":4,\"fills\":5,\"interval_ms\":60}");
            sandbox.control("/faults/cut");
            sandbox.control("/bursts", "{\"orders\":3,\"fills\":4,\"interval_ms\":60}");
            caravan.await("both connections again", Duration.ofSeconds(60), () -> sandbox.connections() == 2);
            sandbox.control("/faults/duplicate-fills?on=true");
            sandbox.control("/bursts", "{\"orders\":3,\"fills\":4,\"interval_ms\":60}");
            sandbox.control("/faults/down?seconds=20");
            sandbox.control("/bursts", "{\"orders\":5,\"fills\":4,\"interval_ms\":200}");

            caravan.await(
                    "both connections after the outage", Duration.ofSeconds(60), () -> sandbox.connections() == 2);
            caravan.await("every fill told about", Duration.ofSeconds(30), () -> {
                BigDecimal truth = sum(sandbox.fills().values());
                return sandbox.fills().size() == 4 * 5 + 3 * 4 + 3 * 4 + 5 * 4
                        && truth.compareTo(sandbox.contractsTold()) == 0;
            });
            assertThat(sandbox.loginSignatures()).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
            assertThat(sandbox.rejectedLogins()).isZero();
            caravan.process().stop();

            Database ledger = Database.ledger(caravan.data());
            assertThat(ledger.column("select trade_id || ' ' || order_id from fills order by 1"))
                    .containsExactlyElementsOf(sandbox.fills().keySet());
            assertThat(ledger.number("select count(*) from fills where notification_id is null"))
                    .isZero();
            assertThat(ledger.column("select distinct status from notifications"))
                    .containsExactly("sent");
            List<String> references = references(sandbox);
            assertThat(references).doesNotHaveDuplicates();
            assertThat(references).hasSize((int) ledger.count("notifications"));
        }
    }

    private static BigDecimal sum(Collection<BigDecimal> contracts) {
        return contracts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> references(SandboxProcess sandbox) {
        List<String> references = new java.util.ArrayList<>();
        sandbox.messages().forEach(message -> references.add(SandboxProcess.reference(message)));
        return references;
    }
}
