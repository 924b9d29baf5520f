package caravan.cli;

import caravan.DatabaseException;
import caravan.DatabaseInspection;
import caravan.cli.doctor.DatabaseCheck;
import caravan.cli.doctor.DiscordCheck;
import caravan.cli.doctor.Finding;
import caravan.cli.doctor.FolderCheck;
import caravan.cli.doctor.JavaCheck;
import caravan.cli.doctor.PortCheck;
import caravan.cli.doctor.ProcessCheck;
import caravan.cli.doctor.SecretFileCheck;
import caravan.discord.DiscordProbe;
import caravan.discord.DiscordTarget;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that a run needs, from Java to Discord, and says of each thing what is wrong and what helps. */
@Command(
        name = "doctor",
        description = "Checks what a run needs, and says what to do about what is wrong. It sends and changes nothing.",
        footer = {"", "Exit code: 0 when nothing is wrong, 1 when something is."},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    private DebugOption debug = new DebugOption();

    private final Machine machine;
    private final DoctorReport report;

    DoctorCommand(Machine machine) {
        this.machine = machine;
        this.report = new DoctorReport(machine.out(), DoctorReport.isUnicode(machine.environment()));
    }

    @Override
    public Integer call() {
        report.look(new JavaCheck(Runtime.version(), System.getProperty("java.home", "")));
        try {
            Settings settings = machine.settings();
            Logging.quiet(settings);
            look(settings);
        } catch (BadInputException unreadable) {
            report.add(Finding.refused("settings", String.valueOf(unreadable.getMessage())));
            report.add(Finding.open("all else", "not looked at until the settings can be read"));
        }
        return report.close();
    }

    private void look(Settings settings) {
        List<BadInputException> broken = StartRules.broken(settings);
        broken.forEach(refused -> report.add(Finding.refused("settings", String.valueOf(refused.getMessage()))));
        Optional<Connection> connection = attempt(() -> Connection.of(settings));
        if (connection.isEmpty()) {
            report.add(Finding.open("all else", "not looked at until it is clear which exchange is meant"));
            return;
        }
        Environment environment = connection.get().environment();
        Path data = settings.path("data.dir").resolve(environment.id());
        Optional<RunFile.Running> running = RunFile.read(data);
        lookAtExchange(settings, connection.get(), data, running, broken.isEmpty());
        report.add(trading(settings, connection.get()));
        lookAtFiles(settings, data);
        running.ifPresent(process ->
                report.look(new ProcessCheck(process.pid(), process.addresses().get("management"), PATIENCE)));
        lookAtDatabases(settings, environment, data, running);
        lookAtDiscord(settings, environment);
        lookAtPorts(settings, connection.get(), running);
    }

    /** The rehearsal comes first: in the sandbox its exchange is the one that is looked at. */
    private void lookAtExchange(
            Settings settings,
            Connection connection,
            Path data,
            Optional<RunFile.Running> running,
            boolean settingsAreWell) {
        ExchangeExamination examination = new ExchangeExamination(report, machine, settings, connection.environment());
        @Nullable Rehearsal rehearsal = settingsAreWell ? rehearse(settings, connection) : null;
        try (rehearsal) {
            Optional<URI> theirs = running.map(process -> process.addresses().get("exchange"));
            if (!connection.isBuiltIn()) {
                examination.look(connection);
            } else if (theirs.isPresent()) {
                examination.lookAtSandbox(() -> Exchange.ofSandbox(theirs.get(), data, machine.clock()));
            } else if (rehearsal != null) {
                examination.lookAtSandbox(() -> rehearsal.exchange(machine.clock()));
            } else {
                report.add(Finding.open("exchange", "not asked: the sandbox does not start"));
            }
        }
    }

    private @Nullable Rehearsal rehearse(Settings settings, Connection connection) {
        try {
            Rehearsal rehearsal = Rehearsal.start(settings, connection.isBuiltIn(), machine.clock());
            report.add(Finding.well(
                    "settings",
                    "a run would take them; the exchange is "
                            + connection.environment().id()));
            return rehearsal;
        } catch (Exception refused) {
            report.add(Finding.refused("settings", StartFailure.line(refused)));
            return null;
        }
    }

    private void lookAtFiles(Settings settings, Path data) {
        report.look(new FolderCheck(data, settings.bytes("recording.disk-limit")));
        if (settings.find("kalshi.private-key-path").isPresent()) {
            lookAtSecret("key file", settings.path("kalshi.private-key-path"));
        }
        lookAtSecret(".env", settings.workingDirectory().resolve(".env"));
    }

    private static Finding trading(Settings settings, Connection connection) {
        if (connection.isBuiltIn()) {
            return Finding.well("trading", "on, in the sandbox that a run starts");
        }
        return Finding.well(
                "trading",
                settings.isOn("trading.enabled")
                        ? "on: orders may be sent to "
                                + connection.environment().id()
                        : "off: trading.enabled is false");
    }

    private void lookAtSecret(String subject, Path file) {
        if (Files.exists(file)) {
            report.look(new SecretFileCheck(subject, file));
        }
    }

    private void lookAtDatabases(
            Settings settings, Environment environment, Path data, Optional<RunFile.Running> running) {
        @Nullable
        String owner = running.isPresent() || InstanceLock.isTaken(data) ? "another one" + RunFile.owner(data) : null;
        String ledger = settings.text("ledger.url");
        lookAtDatabase("ledger", owner, () -> DatabaseInspection.ledger(data, environment.id(), ledger));
        lookAtDatabase(
                "market data",
                owner,
                () -> DatabaseInspection.marketData(data, environment.id(), ledger, settings.text("recording.url")));
    }

    private void lookAtDatabase(String subject, @Nullable String owner, Supplier<DatabaseInspection> database) {
        try {
            report.look(new DatabaseCheck(subject, database.get(), owner));
        } catch (DatabaseException unreadable) {
            report.add(Finding.refused(subject, String.valueOf(unreadable.getMessage())));
        }
    }

    private void lookAtDiscord(Settings settings, Environment environment) {
        try {
            @Nullable
            DiscordTarget target = DiscordTarget.of(
                    settings.text("discord.base-url"),
                    settings.text("discord.webhook-url"),
                    settings.text("discord.bot-token"),
                    settings.text("discord.channel-id"));
            String otherwise = environment == Environment.SANDBOX ? "the sandbox's page Messages" : "the log";
            report.look(new DiscordCheck(
                    new DiscordProbe(settings.duration("discord.request-timeout")), target, otherwise));
        } catch (IllegalArgumentException unreadable) {
            report.add(Finding.open("discord", "not asked: its settings are wrong"));
        }
    }

    private void lookAtPorts(Settings settings, Connection connection, Optional<RunFile.Running> running) {
        Map<String, URI> ours = running.map(RunFile.Running::addresses).orElse(Map.of());
        lookAtPort(settings, "management.port", "127.0.0.1", ours.get("management"));
        if (attempt(() -> Stages.enabled(settings))
                .filter(stages -> stages.contains("console"))
                .isPresent()) {
            attempt(() -> ConsolePort.host(settings))
                    .ifPresent(host -> lookAtPort(settings, "console.port", host, ours.get("console")));
        }
        if (connection.isBuiltIn()) {
            lookAtPort(settings, "sandbox.exchange-port", "127.0.0.1", ours.get("exchange"));
            lookAtPort(settings, "sandbox.discord-port", "127.0.0.1", ours.get("discord"));
        }
    }

    private void lookAtPort(Settings settings, String setting, String host, @Nullable URI ours) {
        int port = settings.number(setting);
        report.look(new PortCheck(setting, port, ours, () -> Ports.requireFree(setting, host, port)));
    }

    /** What was refused was told already, with the other settings. */
    private static <T> Optional<T> attempt(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (BadInputException refused) {
            return Optional.empty();
        }
    }
}
