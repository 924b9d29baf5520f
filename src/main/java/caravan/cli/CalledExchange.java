package caravan.cli;

import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.rest.Signer;
import caravan.sandbox.Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that a single call goes to: the one in the settings, the sandbox of a process that runs here, or a sandbox
 * that is started for the call.
 */
public final class CalledExchange implements AutoCloseable {
    private final Settings settings;
    private final Environment environment;
    private final URI restUrl;
    private final Supplier<RequestSigner> signers;
    private final @Nullable Sandbox started;
    private @Nullable RequestSigner signer;

    private CalledExchange(
            Settings settings,
            Environment environment,
            URI restUrl,
            Supplier<RequestSigner> signers,
            @Nullable Sandbox started) {
        this.settings = settings;
        this.environment = environment;
        this.restUrl = restUrl;
        this.signers = signers;
        this.started = started;
    }

    /**
     * Finds it, or starts it. A key is looked for when something has to be signed.
     *
     * @throws BadInputException when settings contradict one another or are missing
     */
    public static CalledExchange open(Machine machine) {
        Settings settings = machine.settings();
        Logging.aside(settings);
        Connection connection = Connection.withoutKey(settings);
        Optional<URI> address = connection.restUrl();
        if (address.isPresent()) {
            return new CalledExchange(
                    settings,
                    connection.environment(),
                    address.get(),
                    () -> ofSettings(settings, machine.clock()),
                    null);
        }
        Path data = settings.path("data.dir").resolve(Environment.SANDBOX.id());
        Optional<URI> running = RunFile.read(data).flatMap(RunFile.Running::exchange);
        if (running.isPresent()) {
            return new CalledExchange(
                    settings,
                    Environment.SANDBOX,
                    running.get(),
                    () -> Exchange.ofSandbox(running.get(), data, machine.clock())
                            .signer(),
                    null);
        }
        Sandbox sandbox = start(machine, settings);
        return new CalledExchange(
                settings,
                Environment.SANDBOX,
                URI.create(sandbox.restUrl()),
                () -> Exchange.of(sandbox, machine.clock()).signer(),
                sandbox);
    }

    private static Sandbox start(Machine machine, Settings settings) {
        Path data = DataFolder.prepare(settings, Environment.SANDBOX);
        machine.err().println("nobody runs on " + data + ": this asks a fresh sandbox, which ends with the call");
        Settings anyPort = settings.with(Map.of("sandbox.exchange-port", "0", "sandbox.discord-port", "0"));
        return SandboxSettings.start(anyPort, data, machine.clock());
    }

    private static RequestSigner ofSettings(Settings settings, InstantSource clock) {
        Connection connection = Connection.of(settings);
        if (settings.find("kalshi.api-key-id").isEmpty()) {
            throw new BadInputException("kalshi.api-key-id: expected the id of a key of the sandbox at "
                    + connection.restUrl().map(URI::toString).orElse("")
                    + ", found nothing; it prints one when it starts");
        }
        return Exchange.of(settings, connection, clock).signer();
    }

    /** Which exchange this is. */
    public Environment environment() {
        return environment;
    }

    /** Below which address its operations are. */
    public URI restUrl() {
        return restUrl;
    }

    /** How long one attempt may take. */
    public Duration timeout() {
        return settings.duration("kalshi.request-timeout");
    }

    /** Whether it ends with the call. */
    public boolean isPassing() {
        return started != null;
    }

    /** Whether there is a key to sign with. */
    public boolean hasKey() {
        return environment == Environment.SANDBOX
                        && settings.find("kalshi.rest-url").isEmpty()
                || settings.find("kalshi.api-key-id").isPresent();
    }

    /**
     * Signs requests as the account.
     *
     * @throws BadInputException when there is no key, or none that can be used
     */
    public Signer signer() {
        if (signer == null) {
            signer = signers.get();
        }
        return signer::headers;
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
