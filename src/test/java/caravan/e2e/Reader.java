package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who types what a page says into a shell, in a folder of their own.
 *
 * <p>The folder has what a checkout has for a user: the built jar, the settings, the routes. {@code mvn} and {@code docker}
 * only write down how they were called: a build inside of a build would never end. {@code java} is the real one, told that
 * it lives for seconds only.
 */
final class Reader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path tools;
    private final Path jar;
    private @Nullable Process running;
    private @Nullable Path output;
    /** Of the program that runs. */
    private @Nullable Path runningOutput;

    /** @param folder an empty one */
    Reader(Path folder) {
        this.folder = folder;
        this.tools = folder.resolve(".tools");
        this.jar = folder.resolve("target/caravan.jar");
        try {
            Files.createDirectories(tools);
            Files.createDirectories(folder.resolve("target"));
            Files.createSymbolicLink(jar, Path.of("target/caravan.jar").toAbsolutePath());
            for (String name : List.of("mvn", "docker")) {
                tool(name, "echo " + name + " \"$@\" >> " + folder.resolve("calls"));
            }
            tool("java", "exec " + JavaProcess.java() + " " + String.join(" ", JavaProcess.SHORT_LIVED) + " \"$@\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tool(String name, String command) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** Copies what a checkout has. */
    Reader withCheckout() {
        write("application.properties", read(Path.of("application.properties")));
        try (Stream<Path> routes = Files.list(Path.of("routes"))) {
            routes.forEach(route -> write("routes/" + route.getFileName(), read(route)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Path folder() {
        return folder;
    }

    Reader write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String file(String name) {
        return read(folder.resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The calls of the tools that are not what they seem. */
    List<String> calls() {
        return file("calls").lines().toList();
    }

    /** Types commands that end, and returns what they print. */
    String run(String commands, Map<String, String> environment) {
        Process process = shell(commands, environment);
        await(process);
        String printed = printed();
        assertThat(process.exitValue()).as(commands + printed).isZero();
        return printed;
    }

    /** Types commands of which the last runs the program, and returns its run.json when it is up. */
    JsonNode start(String commands, String environmentName, Map<String, String> environment) {
        Path run = folder.resolve("data/" + environmentName + "/run.json");
        // The banner is printed last, after run.json.
        start(commands, environment, () -> Files.exists(run) && printed().contains("  Try next "));
        try {
            return JSON.readTree(run.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types commands of which the last runs the sandbox alone, and returns what it says to scripts. */
    JsonNode startSandbox(String commands) {
        start(commands, Map.of(), () -> printed().contains("\nready {"));
        String printed = printed();
        try {
            return JSON.readTree(printed.substring(printed.indexOf("\nready {") + "\nready ".length()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String commands, Map<String, String> environment, BooleanSupplier isUp) {
        stop();
        Process started = shell(commands, environment);
        running = started;
        runningOutput = output;
        Waiting.until(
                "the start of: " + commands, Duration.ofSeconds(60), () -> !started.isAlive() || isUp.getAsBoolean());
        if (!started.isAlive()) {
            throw new AssertionError(printed());
        }
    }

    /** What the last shell has printed so far. */
    String printed() {
        return output == null ? "" : read(output);
    }

    /** What the running program has printed so far, whatever else was typed meanwhile. */
    String printedSoFar() {
        return runningOutput == null ? "" : read(runningOutput);
    }

    private Process shell(String commands, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>();
        variables.put("MANAGEMENT_PORT", "0");
        variables.put("CONSOLE_PORT", "0");
        variables.put("SANDBOX_EXCHANGE_PORT", "0");
        variables.put("SANDBOX_DISCORD_PORT", "0");
        variables.put("LANG", "C.UTF-8");
        variables.put(
                "PATH",
                String.join(
                        ":",
                        tools.toString(),
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        "/usr/local/bin",
                        "/usr/bin",
                        "/bin"));
        variables.putAll(environment);
        try {
            output = Files.createTempFile(tools, "output", ".log");
            ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the running program to stop, as Ctrl-C does, which reaches the shell's children too. */
    void stop() {
        if (running == null) {
            return;
        }
        List<ProcessHandle> processes = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                .toList();
        processes.forEach(ProcessHandle::destroy);
        processes.forEach(
                process -> process.onExit().orTimeout(20, TimeUnit.SECONDS).join());
        running = null;
    }

    private void await(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("expected the commands to end within 60 s, found:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (running != null) {
            Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                    .toList()
                    .forEach(ProcessHandle::destroyForcibly);
            running = null;
        }
        try {
            Files.deleteIfExists(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
