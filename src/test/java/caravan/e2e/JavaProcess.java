package caravan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with an environment of its own and its output in a file. */
final class JavaProcess implements AutoCloseable {
    /**
     * For a virtual machine that lives for seconds: it starts sooner, compiles only once what it runs, and does not check
     * what the compiler has just written.
     */
    static final List<String> SHORT_LIVED = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private final Process process;
    private final Path output;

    private JavaProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs the packed program, as a user does. */
    static JavaProcess caravan(Path directory, Map<String, String> environment, String... arguments) {
        Path jar = Path.of("target", "caravan.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException("expected " + jar + ", found none; run mvn package first");
        }
        return start(directory, environment, List.of("-jar", jar.toString()), arguments);
    }

    /** Runs a main class of the tests. */
    static JavaProcess main(Class<?> main, Path directory, String... arguments) {
        String classPath = System.getProperty("java.class.path");
        return start(directory, Map.of(), List.of("-cp", classPath, main.getName()), arguments);
    }

    /** The virtual machine that runs the tests. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static JavaProcess start(
            Path directory, Map<String, String> environment, List<String> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.add("-Xmx256m");
        command.addAll(SHORT_LIVED);
        command.addAll(program);
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(directory, "output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new JavaProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the program to stop, as Ctrl-C does, and returns how long that took. */
    Duration stop() {
        long start = System.nanoTime();
        process.destroy();
        awaitExit(Duration.ofSeconds(20));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Ends the program at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(20));
    }

    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(
                        "expected the process to end within " + limit + "; output so far:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
        }
    }
}
