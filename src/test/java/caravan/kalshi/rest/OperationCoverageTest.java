package caravan.kalshi.rest;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestCamel;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.model.Page;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the catalogue is called from a route: at the sandbox where it has the operation, else at a server that
 * answers as recorded. Writes the table of it to {@code target/operation-coverage.md}.
 */
@Timeout(60)
class OperationCoverageTest {
    private static final Path TABLE = Path.of("target", "operation-coverage.md");

    @Test
    void everyOperationIsCalled(@TempDir Path keys) throws Exception {
        Map<String, Object> sandbox;
        Map<String, Object> recorded;
        KalshiComponent atSandbox = new KalshiComponent();
        KalshiComponent atServer = new KalshiComponent();
        try (DefaultCamelContext one = TestCamel.context();
                DefaultCamelContext other = TestCamel.context()) {
            one.start();
            other.start();
            try (SandboxCalls calls = new SandboxCalls(one, atSandbox, keys)) {
                sandbox = calls.callAll();
            }
            try (RecordedCalls calls = new RecordedCalls(other, atServer)) {
                recorded = calls.callAll();
                assertThat(calls.problems()).isEmpty();
            }
        }
        write(sandbox.keySet(), sandbox, recorded);
        Set<String> called = new TreeSet<>(sandbox.keySet());
        called.addAll(recorded.keySet());
        assertThat(Operations.all())
                .extracting(Operation::name)
                .as("operations of the catalogue; those that nobody calls need a call in SandboxCalls or an answer in"
                        + " recorded-answers.json")
                .containsExactlyInAnyOrderElementsOf(called);
        assertThat(recorded.keySet())
                .as("answers that are recorded though the sandbox gives them")
                .doesNotContainAnyElementsOf(sandbox.keySet());
        assertThat(sandbox.entrySet())
                .filteredOn(answer -> isEmpty(answer.getKey(), answer.getValue()))
                .extracting(Map.Entry::getKey)
                .as("pages without anything on them")
                .isSubsetOf("GetEventFeeChanges");
        assertThat(atSandbox.getAnswerDrift())
                .as("fields of the sandbox's answers")
                .isEmpty();
        assertThat(atServer.getAnswerDrift()).as("fields of recorded answers").isEmpty();
    }

    private static boolean isEmpty(String operation, Object answer) {
        if (answer instanceof Page<?> page) {
            assertThat(page.unreadable()).as(operation).isEmpty();
            return page.items().isEmpty();
        }
        return answer instanceof JsonNode tree
                && Operations.named(operation)
                        .paging()
                        .map(paging -> tree.path(paging.items()).isEmpty())
                        .orElse(false);
    }

    private static void write(Set<String> sandbox, Map<String, Object> bySandbox, Map<String, Object> recorded)
            throws IOException {
        StringBuilder table = new StringBuilder("# Operations and what they were tested against\n\n")
                .append("| operation | method | path | against | answer |\n| --- | --- | --- | --- | --- |\n");
        for (Operation operation : Operations.all()) {
            Object answer = bySandbox.getOrDefault(operation.name(), recorded.get(operation.name()));
            String against = sandbox.contains(operation.name())
                    ? "sandbox"
                    : recorded.containsKey(operation.name()) ? "recorded" : "NOTHING";
            table.append("| %s | %s | `%s` | %s | %s |\n"
                    .formatted(
                            operation,
                            operation.method(),
                            operation.path(),
                            against,
                            answer instanceof JsonNode ? "JSON" : answer == null ? "" : "typed"));
        }
        Files.writeString(Files.createDirectories(TABLE.getParent()).resolve(TABLE.getFileName()), table);
    }
}
