package caravan.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gets out of all that this program holds. */
@Command(
        name = "flatten",
        description = "Cancels this program's orders and closes what it holds; possible while halted.",
        footer = {"", "Needs a running process. Halt first, or whoever quotes goes on afterwards."},
        mixinStandardHelpOptions = true)
final class FlattenCommand implements Callable<Integer> {
    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;

    FlattenCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        TradingCommand command = TradingCommand.on(machine);
        if (!command.canAsk()) {
            throw new BadInputException(
                    "expected a running process with the stages risk, orders and console on %s, found none; start it, halted if need be, and type flatten again"
                            .formatted(command.data()));
        }
        machine.out().println(command.ask("flatten", Map.of("by", "cli")));
        return 0;
    }
}
