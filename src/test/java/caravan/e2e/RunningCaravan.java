package caravan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** The packed program in a process of its own, in a folder of its own, on free ports. */
final class RunningCaravan implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JavaProcess process;
    private final Path data;

    private RunningCaravan(JavaProcess process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts the program as {@code java -jar caravan.jar} does, with these variables in its environment. */
    static RunningCaravan start(Path folder, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        variables.put("MANAGEMENT_PORT", "0");
        variables.put("CONSOLE_PORT", "0");
        // Most tests count what the sandbox's own account does.
        variables.put("MARKET_MAKING_ENABLED", "false");
        variables.put("SANDBOX_EXCHANGE_PORT", "0");
        variables.put("SANDBOX_DISCORD_PORT", "0");
        variables.putAll(environment);
        String environmentName = variables.getOrDefault("KALSHI_ENVIRONMENT", "sandbox");
        Path data = folder.resolve("data").resolve(environmentName);
        return new RunningCaravan(JavaProcess.caravan(folder, variables), data);
    }

    JavaProcess process() {
        return process;
    }

    /** The folder of the environment: databases, spool, run.json. */
    Path data() {
        return data;
    }

    /** Waits until the program says that it is up. */
    JsonNode awaitRunFile() {
        Path file = data.resolve("run.json");
        Waiting.until("run.json", Duration.ofMinutes(2), () -> {
            if (!process.isAlive()) {
                throw new AssertionError(process.output());
            }
            return Files.exists(file) && readable(file);
        });
        return read(file);
    }

    /** Waits for something that only a living program brings about; shows what it said when it does not. */
    void await(String what, Duration limit, Callable<Boolean> condition) {
        await(() -> what, limit, condition);
    }

    /** The same, for what can be said better once it did not come. */
    void await(Supplier<String> what, Duration limit, Callable<Boolean> condition) {
        try {
            Waiting.until("the condition", limit, () -> !process.isAlive() || condition.call());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(what.get() + " took too long; the program said:\n" + process.output(), late);
        }
        if (!process.isAlive()) {
            throw new AssertionError("the program ended before " + what.get() + "; it said:\n" + process.output());
        }
    }

    private static boolean readable(Path file) {
        return read(file).has("pid");
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
