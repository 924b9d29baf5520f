package caravan.cli;

import caravan.history.Subjects;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists one of the subjects of history; there is a command for each. */
@Command
final class ListCommand implements Callable<Integer> {
    @Mixin
    private ListOptions options = new ListOptions();

    private final Machine machine;
    private final String subject;

    private ListCommand(Machine machine, String subject) {
        this.machine = machine;
        this.subject = subject;
    }

    /** Adds what history has no command for. */
    static void addTo(CommandLine history, Machine machine) {
        Subjects.descriptions().forEach((subject, description) -> {
            if (!history.getSubcommands().containsKey(subject)) {
                CommandLine command = new CommandLine(new ListCommand(machine, subject));
                command.getCommandSpec().usageMessage().description(description);
                history.addSubcommand(subject, command);
            }
        });
    }

    @Override
    public Integer call() throws IOException {
        return show(machine, subject, options);
    }

    /** Shows a list, and returns the exit code. */
    static int show(Machine machine, String subject, ListOptions options) throws IOException {
        HistoryList list = new HistoryList(machine, subject, options);
        try (HistorySource source = HistorySource.open(machine)) {
            return list.show(source) ? HistoryCommand.FOUND : HistoryCommand.NOTHING;
        }
    }
}
