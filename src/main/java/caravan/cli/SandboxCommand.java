package caravan.cli;

import caravan.sandbox.Sandbox;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the sandbox alone, for any program that speaks to Kalshi or Discord.
 *
 * <p>Each option is a setting, mostly {@code sandbox.*} of the same name: what is not on the command line is as the
 * settings have it.
 */
@Command(
        name = "sandbox",
        description =
                "Runs only the built-in exchange and the Discord stand-in, on this machine, until Ctrl-C. Options win"
                        + " over the settings sandbox.*, which have the defaults.",
        mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
    @Mixin
    private DebugOption debug = new DebugOption();

    @Spec
    private @Nullable CommandSpec spec;

    private final Machine machine;
    /** What the options say. It wins over all settings of the same names. */
    private final Properties given = new Properties();

    SandboxCommand(Machine machine) {
        this.machine = machine;
    }

    @Option(names = "--port", description = "Port of the exchange; 0 takes any free one.")
    void port(@Nullable String value) {
        give("sandbox.exchange-port", value);
    }

    @Option(names = "--discord-port", description = "Port of the Discord stand-in; 0 likewise.")
    void discordPort(@Nullable String value) {
        give("sandbox.discord-port", value);
    }

    @Option(names = "--seed", description = "The same seed gives the same markets and moves.")
    void seed(@Nullable String value) {
        give("sandbox.seed", value);
    }

    @Option(names = "--data-dir", description = "The key pair is kept in sandbox/ below it.")
    void dataDir(@Nullable String value) {
        give("data.dir", value);
    }

    @Option(
            names = "--order-interval",
            description = "How often an order of the account is filled, for example 500ms, 8s, 2m.")
    void orderInterval(@Nullable String value) {
        give("sandbox.order-interval", value);
    }

    @Option(names = "--rate", description = "How lively the markets are; 100 is a hundred times.")
    void rate(@Nullable String value) {
        give("sandbox.rate", value);
    }

    @Option(names = "--quiet-account", description = "No random orders: only those that are asked for are filled.")
    void quietAccount(boolean on) {
        give("sandbox.quiet-account", on ? "true" : null);
    }

    @Option(names = "--cash", description = "What the account starts with, in dollars.")
    void cash(@Nullable String value) {
        give("sandbox.cash", value);
    }

    @Option(
            names = "--short-markets",
            description = "Adds markets that last so long, then pay out, one after another; 0s for none.")
    void shortMarkets(@Nullable String value) {
        give("sandbox.short-markets", value);
    }

    @Option(
            names = "--weekly-pause",
            description = "Trading pauses on Thursdays from 3:00 to 5:00 in New York, as on the exchange.")
    void weeklyPause(boolean on) {
        give("sandbox.weekly-pause", on ? "true" : null);
    }

    @Option(
            names = "--live-age",
            description = "How old something becomes before only the historical requests tell it, for example 14d.")
    void liveAge(@Nullable String value) {
        give("sandbox.live-age", value);
    }

    @Option(
            names = "--form",
            description = "How the stream writes prices: current, legacy (whole cents), transitional (both).")
    void form(@Nullable String value) {
        give("sandbox.form", value);
    }

    @Option(
            names = "--tier",
            description = "Request budget: basic, advanced, expert, premier, paragon, prime, prestige.")
    void tier(@Nullable String value) {
        give("sandbox.tier", value);
    }

    @Option(names = "--fault", description = "A fault from the start, for example 'gap?count=3'; may be repeated.")
    void faults(@Nullable List<String> values) {
        give("sandbox.faults", values == null || values.isEmpty() ? null : String.join(",", values));
    }

    @Option(
            names = "--traffic-log",
            description = "A file to which every request, answer, command and frame is added, one JSON object a line.")
    void trafficLog(@Nullable String value) {
        give("sandbox.traffic-log", value);
    }

    @Option(names = "--key-id", description = "Another key that may sign, with --public-key.")
    void keyId(@Nullable String value) {
        give("sandbox.key-id", value);
    }

    @Option(names = "--public-key", description = "PEM file with that key's public half, RSA or Ed25519.")
    void publicKey(@Nullable String value) {
        give("sandbox.public-key-path", value);
    }

    /** Takes an option; null where it is not on the command line. */
    private void give(String setting, @Nullable String value) {
        if (value != null) {
            given.setProperty(setting, value);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("expected to be run by picocli, was not");
        }
        Settings settings = settings();
        Logging.apply(settings);
        Path folder = DataFolder.prepare(settings, Environment.SANDBOX);
        try (Sandbox sandbox = SandboxSettings.start(settings, folder, machine.clock())) {
            CountDownLatch stopped = new CountDownLatch(1);
            Thread hook = new Thread(sandbox::close, "sandbox-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                tell(sandbox, spec.commandLine().getOut());
                stopped.await();
            } finally {
                removeHook(hook);
            }
            return 0;
        }
    }

    private Settings settings() {
        Properties system = new Properties();
        machine.system()
                .stringPropertyNames()
                .forEach(name -> system.setProperty(name, machine.system().getProperty(name)));
        system.putAll(given);
        return Settings.load(machine.environment(), system, machine.workingDirectory());
    }

    private static void tell(Sandbox sandbox, PrintWriter out) {
        String control = sandbox.exchange().controlUrl();
        out.println("SANDBOX: an exchange and a Discord stand-in on this machine. No account, no money.");
        out.println();
        out.println("  REST        " + sandbox.restUrl());
        out.println("  stream      " + sandbox.streamUrl());
        out.println("  key id      " + sandbox.keyId());
        out.println("  key file    " + sandbox.keyFile());
        out.println("  Discord     " + sandbox.discordBaseUrl());
        out.println("  webhook     " + sandbox.webhookUrl());
        out.println("  messages    " + sandbox.messagesUrl());
        out.println();
        out.println("Switches (curl -X POST ...), all of them at " + control + ", counted in " + control + "/state:");
        out.println("  " + control + "/faults/cut[?connection=private|market-data]   resets the sockets");
        out.println("  " + control + "/faults/down?seconds=20            nobody gets in; fills go on");
        out.println("  " + control + "/faults/duplicate-fills?on=true    each fill twice on the stream");
        out.println("  " + control + "/faults/withhold-fills?on=true     fills on REST only");
        out.println("  " + control + "/faults/stall?seconds=20  /garbage?count=7  /pause-simulation?on=true");
        out.println(
                "  " + control + "/faults/gap?count=3   /duplicate  /reorder  /timeout-after  /server-error?code=503");
        out.println("  " + control + "/markets/<ticker>/pause   /activate  /close  /determine?result=yes  /settle");
        out.println("  " + control + "/bursts   {\"orders\":3,\"fills\":4,\"interval_ms\":200}");
        out.println("  " + sandbox.messagesUrl()
                + "sandbox/faults/status?code=503  /drop  /apply-then-drop  /rate-limit?ms=");
        out.println("Ctrl-C ends it.");
        ObjectNode ready = new ObjectMapper().createObjectNode();
        ready.put("rest_url", sandbox.restUrl())
                .put("ws_url", sandbox.streamUrl())
                .put("control_url", control)
                .put("key_id", sandbox.keyId())
                .put("key_file", sandbox.keyFile().toAbsolutePath().toString())
                .put("discord_base_url", sandbox.discordBaseUrl())
                .put("webhook_url", sandbox.webhookUrl())
                .put("bot_token", sandbox.discord().options().botToken())
                .put("channel_id", sandbox.discord().options().channelId())
                .put("messages_url", sandbox.messagesUrl());
        out.println("ready " + ready);
        out.flush();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping already, so the hook runs anyway: nothing is left to do.
            return;
        }
    }
}
