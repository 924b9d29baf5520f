package caravan.cli.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.kalshi.catalogue.Operation;
import caravan.kalshi.catalogue.Operations;
import caravan.kalshi.rest.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person can find out at the terminal. */
class OperationHelpTest {
    @TempDir
    Path folder;

    static Stream<Operation> operations() {
        return Operations.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void exampleIsACallThatFits(Operation operation) {
        assertThatCode(() -> Request.of(operation, Arguments.of(null, Example.arguments(operation), null)))
                .doesNotThrowAnyException();
    }

    @Test
    void helpOfAnOperationTellsWhatIsNeeded() {
        Shell shell = new Shell(folder).with("COLUMNS", "90");
        assertThat(shell.run("call", "GetMarkets", "--help")).isZero();
        assertThat(shell.out())
                .contains(
                        "GetMarkets: Lists markets",
                        "  GET /markets\n",
                        "  Needs no key. Costs 10 of the account's read tokens.",
                        "  Changes nothing.",
                        "--all asks for all of them",
                        "    status          Only this status. One of unopened, open, paused, closed, settled",
                        "0 to 1000. 100 if not given",
                        "  java -jar caravan.jar call GetMarkets status=open\n");
        assertThat(shell.run("call", "BatchCreateOrdersV2", "--help")).isZero();
        assertThat(shell.out())
                .contains(
                        "* orders",
                        "write tokens, for each of orders",
                        "      * side",
                        "* is needed",
                        "'orders=[{\"ticker\":");
        assertThat(shell.run("call", "DeleteApiKey", "-h")).isZero();
        assertThat(shell.out()).contains("* api_key", "it needs --dangerous");
    }

    @Test
    void listAndHelpFitTheTerminal() {
        OptionalInt width = OptionalInt.of(60);
        Predicate<String> fits = line -> line.length() <= 60 || line.startsWith("    ") || line.startsWith("  java ");
        assertThat(OperationList.lines(Operations.all(), width)).allMatch(fits);
        for (Operation operation : Operations.all()) {
            List<String> help = OperationHelp.lines(operation, width);
            assertThat(help)
                    .as(operation.name())
                    .filteredOn(line -> !line.startsWith("  " + operation.method()))
                    .allMatch(fits);
        }
    }

    @Test
    void listHasEveryOperationOnceUnderItsGroup() {
        List<String> lines = OperationList.lines(Operations.all(), OptionalInt.empty());
        assertThat(lines).contains("exchange", "market-data", "portfolio", "orders");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.strip().split(" ")[0]))
                .containsExactlyElementsOf(
                        Operations.all().stream().map(Operation::name).toList());
        assertThat(lines).anyMatch(line -> line.matches("  GenerateApiKey +k! .*"));
    }

    @Test
    void helpOfTheCommandTellsHowItEnds() {
        Shell shell = new Shell(folder);
        assertThat(shell.run("call", "--help")).isZero();
        assertThat(shell.out()).contains("Ends with:", "   4   the exchange knows no such thing", "--dangerous");
    }
}
