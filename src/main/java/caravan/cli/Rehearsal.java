package caravan.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A start of the whole program at which no route runs: what {@code run} would refuse, this refuses in the same words.
 *
 * <p>It takes place in the sandbox, in a folder of its own and on ports of its own, so that neither the exchange nor
 * Discord nor a database of the user's hears of it.
 */
final class Rehearsal implements AutoCloseable {
    private static final Set<String> PORTS =
            Set.of("console.port", "management.port", "sandbox.exchange-port", "sandbox.discord-port");
    private static final Set<String> LEFT_OUT = Set.of(
            "ledger.url",
            "recording.url",
            "discord.webhook-url",
            "discord.bot-token",
            "discord.channel-id",
            "sandbox.traffic-log");

    private final Path folder;
    private final Pipeline pipeline;

    private Rehearsal(Path folder, Pipeline pipeline) {
        this.folder = folder;
        this.pipeline = pipeline;
    }

    /**
     * Starts.
     *
     * @param builtIn whether a run would start the sandbox too, and its settings matter
     * @throws Exception when a run could not start either
     */
    static Rehearsal start(Settings settings, boolean builtIn, InstantSource clock) throws Exception {
        Path folder = Files.createTempDirectory("caravan-doctor");
        Set<String> stages = Stages.enabled(settings);
        Launch launch = new Launch(
                settings.with(given(builtIn)),
                new Connection(Environment.SANDBOX, Optional.empty(), Optional.empty()),
                folder,
                stages,
                RouteFiles.find(settings, stages));
        Rehearsal rehearsal = new Rehearsal(folder, new Pipeline(launch, clock));
        try {
            rehearsal.pipeline.start();
            return rehearsal;
        } catch (Exception refused) {
            rehearsal.close();
            throw refused;
        }
    }

    private static Map<String, String> given(boolean builtIn) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("camel.main.autoStartup", "false");
        given.put("console.host", "127.0.0.1");
        LEFT_OUT.forEach(name -> given.put(name, ""));
        if (!builtIn) {
            KnownSettings.packaged().defaults().forEach((name, value) -> {
                if (name.startsWith("sandbox.")) {
                    given.put(name, value);
                }
            });
        }
        PORTS.forEach(name -> given.put(name, "0"));
        return given;
    }

    /** Where the sandbox's exchange is, and the folder with its key. */
    Exchange exchange(InstantSource clock) {
        URI address = pipeline.addresses().get("exchange");
        if (address == null) {
            throw new IllegalStateException("expected the address of the sandbox, found none");
        }
        return Exchange.ofSandbox(address, folder, clock);
    }

    @Override
    public void close() {
        pipeline.close();
        TemporaryFolder.delete(folder);
    }
}
