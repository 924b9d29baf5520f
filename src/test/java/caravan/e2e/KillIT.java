package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed again and again, at moments nobody chose, while fills come in. */
class KillIT {
    private static final int KILLS = Integer.getInteger("chaos.kills", 5);
    /** A program that is killed again and again tells nearly everything at the end, and Discord takes 30 in a minute. */
    private static final Duration TO_TELL_ALL = Duration.ofSeconds(60 + 15L * KILLS);

    @Test
    void everyFillIsStoredOnceAndInOneNotification(@TempDir Path exchangeFolder, @TempDir Path folder) {
        long seed = Long.getLong("chaos.seed", System.nanoTime());
        Random random = new Random(seed);
        int bursts = 0;
        try (SandboxProcess sandbox = SandboxProcess.start(exchangeFolder)) {
            Map<String, String> environment = new HashMap<>(sandbox.asDemo());
            environment.put("FILLS_QUIET_PERIOD", "300ms");
            environment.put("CARAVAN_STAGES", "private-data,fills,portfolio,notifications");
            for (int kill = 0; kill < KILLS; kill++) {
                try (RunningCaravan caravan = RunningCaravan.start(folder, environment)) {
                    caravan.await("the private connection", Duration.ofSeconds(60), () -> sandbox.connections() == 1);
                    sandbox.control("/bursts", "{\"orders\":4,\"fills\":5,\"interval_ms\":40}");
                    bursts++;
                    awaitSomeMoment(sandbox, random, bursts);
                    caravan.process().kill();
                }
                Waiting.until("the exchange to notice", Duration.ofSeconds(10), () -> sandbox.connections() == 0);
            }
            int expected = bursts * 20;
            RunningCaravan last = RunningCaravan.start(folder, environment);
            try (last) {
                last.await(
                        () -> "every fill told about, seed " + seed + ", " + whatIsTold(sandbox, expected),
                        TO_TELL_ALL,
                        () -> sandbox.fills().size() == expected
                                && contracts(sandbox).compareTo(sandbox.contractsTold()) == 0);
                last.process().stop();
            }
            Database ledger = Database.ledger(last.data());
            assertThat(ledger.column("select trade_id || ' ' || order_id from fills order by 1"))
                    .as("seed " + seed)
                    .containsExactlyElementsOf(sandbox.fills().keySet());
            assertThat(ledger.number("select count(*) from fills where notification_id is null"))
                    .isZero();
            assertThat(ledger.column("select distinct status from notifications"))
                    .containsExactly("sent");
            assertThat(repeatsWithKnownOutcome(sandbox, ledger)).isEmpty();
        }
    }

    private static BigDecimal contracts(SandboxProcess sandbox) {
        return sandbox.fills().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String whatIsTold(SandboxProcess sandbox, int expected) {
        return "%d of %d fills happened, of %s contracts, and %d messages tell about %s"
                .formatted(
                        sandbox.fills().size(),
                        expected,
                        contracts(sandbox),
                        sandbox.messages().size(),
                        sandbox.contractsTold());
    }

    /** Some moment between the first fill of the burst and its last message. */
    private static void awaitSomeMoment(SandboxProcess sandbox, Random random, int bursts) {
        if (random.nextInt(3) == 0) {
            int messages = sandbox.messages().size() + 1 + random.nextInt(3);
            Waiting.until(
                    "a message",
                    Duration.ofSeconds(20),
                    () -> sandbox.messages().size() >= messages);
        } else {
            int fills = (bursts - 1) * 20 + 1 + random.nextInt(20);
            Waiting.until(
                    "a fill", Duration.ofSeconds(20), () -> sandbox.fills().size() >= fills);
        }
    }

    /** Messages that stand there twice although the ledger does not say that the first outcome was unknown. */
    private static List<String> repeatsWithKnownOutcome(SandboxProcess sandbox, Database ledger) {
        List<String> unknown = ledger.column("select notification_id from notifications where possible_repeat");
        List<String> seen = new ArrayList<>();
        List<String> repeats = new ArrayList<>();
        for (JsonNode message : sandbox.messages()) {
            String reference = SandboxProcess.reference(message);
            if (seen.contains(reference) && !unknown.contains(reference)) {
                repeats.add(reference);
            }
            seen.add(reference);
        }
        return repeats;
    }
}
