package caravan.cli;

import caravan.sandbox.Sandbox;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.stream.Form;
import caravan.sandbox.server.PortInUseException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the sandbox alone, for any program that speaks to Kalshi or Discord. */
@Command(
        name = "sandbox",
        description = "Runs only the built-in exchange and the Discord stand-in, on this machine, until Ctrl-C.",
        mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8090", description = "Port of the exchange; 0 takes any free one.")
    private int port;

    @Option(names = "--discord-port", defaultValue = "8091", description = "Port of the Discord stand-in; 0 likewise.")
    private int discordPort;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed gives the same markets and moves.")
    private long seed;

    @Option(names = "--data-dir", defaultValue = "./data", description = "The key pair is kept in sandbox/ below it.")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--order-interval",
            defaultValue = "8s",
            converter = DurationConverter.class,
            description = "How often an order of the account is filled, for example 500ms, 8s, 2m.")
    private Duration orderInterval = Duration.ofSeconds(8);

    @Option(names = "--rate", defaultValue = "1", description = "How lively the markets are; 100 is a hundred times.")
    private double rate;

    @Option(names = "--quiet-account", description = "No random orders: only those that are asked for are filled.")
    private boolean quietAccount;

    @Option(names = "--cash", defaultValue = "10000", description = "What the account starts with, in dollars.")
    private long cash;

    @Option(
            names = "--short-markets",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "Adds markets that last so long, then pay out, one after another; 0s for none.")
    private Duration shortMarkets = Duration.ZERO;

    @Option(
            names = "--form",
            defaultValue = "current",
            description = "How the stream writes prices: current, legacy (whole cents), transitional (both).")
    private String form = "current";

    @Option(names = "--fault", description = "A fault from the start, for example 'gap?count=3'; may be repeated.")
    private List<String> faults = List.of();

    @Option(names = "--key-id", description = "Another key that may sign, with --public-key.")
    private @Nullable String keyId;

    @Option(names = "--public-key", description = "PEM file with that key's public half, RSA or Ed25519.")
    private @Nullable Path publicKey;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("expected to be run by picocli, was not");
        }
        CommandLine line = spec.commandLine();
        try (Sandbox sandbox = start()) {
            CountDownLatch stopped = new CountDownLatch(1);
            Thread hook = new Thread(sandbox::close, "sandbox-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                tell(sandbox, line.getOut());
                stopped.await();
            } finally {
                removeHook(hook);
            }
            return 0;
        } catch (PortInUseException | IllegalArgumentException | UncheckedIOException e) {
            line.getErr().println(e.getMessage());
            line.getErr().flush();
            return 2;
        }
    }

    private Sandbox start() {
        if ((keyId == null) != (publicKey == null)) {
            throw new IllegalArgumentException("expected --key-id and --public-key together, found only one of them");
        }
        ExchangeOptions options = ExchangeOptions.of(
                        seed, dataDir.resolve("sandbox"), orderInterval, InstantSource.system())
                .withRate(rate)
                .withQuietAccount(quietAccount)
                .withCash(Math.multiplyExact(cash, 1_000_000L))
                .withShortMarkets(shortMarkets)
                .withForm(Form.of(form))
                .withFaults(faults);
        String pem = publicKey == null ? null : read(publicKey);
        Sandbox sandbox = Sandbox.start(options, port, discordPort);
        try {
            if (keyId != null && pem != null) {
                sandbox.exchange().register(keyId, pem);
            }
            return sandbox;
        } catch (IllegalArgumentException e) {
            sandbox.close();
            throw e;
        }
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("expected a readable PEM file for --public-key, found " + file, e);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping already, so the hook runs anyway: nothing is left to do.
            return;
        }
    }

    /** Reads {@code 500ms}, {@code 8s}, {@code 2m}. */
    static final class DurationConverter implements CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            try {
                return lower.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
                        : Duration.parse("PT" + lower);
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new CommandLine.TypeConversionException(
                        "expected a duration such as 500ms, 8s or 2m, found '" + text + "'");
            }
        }
    }
}
