package caravan.cli;

import caravan.risk.HaltFile;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops everything; where no process runs, the next start. */
@Command(
        name = "halt",
        description = "Stops trading: cancels this program's orders and places none until the command resume.",
        footer = {
            "",
            "Beside a running process it asks that one, and ends with 1 while something of ours may rest still.",
            "Without one it puts the file HALT into the data folder, which stops the next start."
        },
        mixinStandardHelpOptions = true)
final class HaltCommand implements Callable<Integer> {
    private static final int UNVERIFIED = 1;

    @Mixin
    private DebugOption debug = new DebugOption();

    @Parameters(paramLabel = "REASON", arity = "0..*", description = "Why, for people.")
    private String[] reason = {};

    private final Machine machine;

    HaltCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        TradingCommand command = TradingCommand.on(machine);
        String why = reason.length == 0 ? "asked for on the command line" : String.join(" ", reason);
        if (!command.canAsk()) {
            return withFile(command, why);
        }
        try {
            String report = command.ask("halt", Map.of("reason", why, "by", "cli"));
            machine.out().println(report);
            return report.contains("NOT verified") ? UNVERIFIED : 0;
        } catch (IOException silent) {
            machine.err().println("caravan: " + silent.getMessage());
            return withFile(command, why);
        }
    }

    /** A process without an API, or one that does not answer, still looks for the file every second. */
    private int withFile(TradingCommand command, String why) {
        DataFolder.prepare(command.settings(), command.environment());
        HaltFile file = new HaltFile(command.data());
        file.write(why);
        boolean runs = command.running().isPresent();
        machine.out()
                .println("wrote " + file
                        + (runs
                                ? ": the running process stops within a second or two where its stage risk runs; whether anything rests was not verified"
                                : ": no process runs here; the next start places no orders, and cancels what rests"));
        return runs ? UNVERIFIED : 0;
    }
}
