package caravan.cli.call;

import caravan.cli.Keyboard;
import caravan.cli.Machine;
import caravan.cli.Main;
import caravan.sandbox.Sandbox;
import caravan.sandbox.exchange.ExchangeOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Somebody who types commands in a folder of their own. */
public final class Shell {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Keyboard keyboard = Keyboard.NOBODY;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    public Shell(Path folder) {
        this.folder = folder;
    }

    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Sits down at the terminal and types this when asked. */
    Shell typing(String answer) {
        keyboard = () -> Optional.of(new BufferedReader(new StringReader(answer + "\n")));
        return this;
    }

    /** Types a command and returns its exit code. */
    public int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Main.run(
                new Machine(
                        environment,
                        new Properties(),
                        folder,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        InstantSource.system(),
                        keyboard),
                arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    /** A sandbox that looks like one that another process runs on the folder. */
    public static Sandbox running(Path folder) {
        try {
            Path data = Files.createDirectories(folder.resolve("data/sandbox"));
            ExchangeOptions options = ExchangeOptions.of(1, data, Duration.ofSeconds(1), InstantSource.system());
            Sandbox sandbox = Sandbox.start(options, 0, 0);
            Files.writeString(
                    data.resolve("run.json"),
                    "{\"pid\":%d,\"addresses\":{\"exchange\":\"%s\"}}"
                            .formatted(ProcessHandle.current().pid(), sandbox.restUrl()));
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
