package caravan.cli;

import caravan.cli.call.CallCommand;
import caravan.cli.call.CompletionCommand;
import caravan.cli.call.ExitCode;
import caravan.kalshi.rest.KalshiException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The command line. Without a command it runs. */
@Command(
        name = "caravan",
        description = "Streams the Kalshi exchange into SQL, and tells Discord about fills.",
        footer = {
            "",
            "Settings are in application.properties, in .env, in the environment (KALSHI_API_KEY_ID is"
                    + " kalshi.api-key-id) or given as -Dname=value before -jar; the"
                    + " later win."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            RunCommand.class,
            SandboxCommand.class,
            WatchCommand.class,
            CallCommand.class,
            CompletionCommand.class,
            HistoryCommand.class,
            NotifyCommand.class,
            HaltCommand.class,
            ResumeCommand.class,
            FlattenCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Callable<Integer> {
    /** The exit code of whatever the user can mend: settings, files, ports. */
    static final int BAD_INPUT = 2;

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;

    Main(Machine machine) {
        this.machine = machine;
    }

    /** Runs a command on this machine and returns its exit code. */
    public static int run(String... arguments) {
        return run(Machine.real(), arguments);
    }

    /** Runs a command and returns its exit code. */
    public static int run(Machine machine, String... arguments) {
        CommandLine commands = new CommandLine(new Main(machine), new Factory(machine))
                .setOut(machine.out())
                .setErr(machine.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, given) -> refuse(machine, wrong))
                .setExecutionExceptionHandler(
                        (failure, command, given) -> fail(machine, failure, given.originalArgs()));
        ListCommand.addTo(commands.getSubcommands().get("history"), machine);
        CallCommand.complete(commands.getSubcommands().get("call"));
        return commands.execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        return new RunCommand(machine).call();
    }

    private static int refuse(Machine machine, ParameterException wrong) {
        String hint = wrong.getMessage().contains("-D")
                ? "; a setting goes before -jar: java -Dname=value -jar caravan.jar"
                : "; java -jar caravan.jar --help lists what there is";
        machine.err().println("caravan: " + wrong.getMessage() + hint);
        return BAD_INPUT;
    }

    private static int fail(Machine machine, Exception failure, List<String> arguments) {
        StartFailure.lines(failure).forEach(line -> machine.err().println("caravan: " + line));
        if (arguments.contains("--debug") || DebugOption.isOn(machine)) {
            failure.printStackTrace(machine.err());
        }
        return failure instanceof KalshiException unanswered
                ? ExitCode.of(unanswered).code()
                : BAD_INPUT;
    }

    /** Gives commands the machine they run on, where they ask for it. */
    private record Factory(Machine machine) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                Class<?>[] parameters = constructor.getParameterTypes();
                if (parameters.length == 1 && parameters[0] == Machine.class) {
                    return type.cast(constructor.newInstance(machine));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
