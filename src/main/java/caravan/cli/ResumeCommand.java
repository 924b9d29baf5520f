package caravan.cli;

import caravan.Databases;
import caravan.risk.HaltFile;
import caravan.risk.HaltLatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on after a halt. */
@Command(
        name = "resume",
        description = "Goes on after a halt, where its reason is over.",
        footer = {
            "",
            "Beside a running process it asks that one. Without one it takes the file HALT away and ends the halt in the"
                    + " ledger."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private static final int NOTHING = 1;

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;

    ResumeCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        TradingCommand command = TradingCommand.on(machine);
        if (command.canAsk()) {
            machine.out().println(command.ask("resume", Map.of("by", "cli")));
            return 0;
        }
        if (command.running().isPresent()) {
            throw new BadInputException(
                    "expected the process %d to have the stages risk and console, found it without; stop it, and type resume again"
                            .formatted(command.running().get().pid()));
        }
        return withoutProcess(command);
    }

    private int withoutProcess(TradingCommand command) throws IOException {
        HaltFile file = new HaltFile(command.data());
        boolean elsewhere = command.settings().find("ledger.url").isPresent();
        if (!elsewhere && !Files.exists(command.data().resolve("ledger.mv.db"))) {
            return told(file.delete() ? "took " + file + " away" : "");
        }
        DataFolder.prepare(command.settings(), command.environment());
        try (InstanceLock lock = InstanceLock.take(command.data());
                Databases databases = Databases.open(
                        command.data(),
                        command.environment().id(),
                        "",
                        command.settings().text("ledger.url"),
                        command.settings().text("recording.url"))) {
            HaltLatch latch = new HaltLatch(databases.ledger(), command.data(), machine.clock());
            String ended =
                    latch.current().map(halt -> "ended in the ledger: " + halt).orElse("");
            boolean hadFile = file.reason().isPresent();
            latch.release("cli");
            String both = (hadFile ? "took " + file + " away" : "") + (hadFile && !ended.isEmpty() ? "; " : "") + ended;
            return told(both);
        }
    }

    private int told(String done) {
        machine.out().println(done.isEmpty() ? "nothing was halted" : done + "; the next start places orders again");
        return done.isEmpty() ? NOTHING : 0;
    }
}
