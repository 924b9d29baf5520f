package caravan.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A script in a real bash whose command {@code caravan} runs in this process: what a person types, without a virtual
 * machine for each line.
 */
public final class TypedScript implements AutoCloseable {
    /** Sends its arguments, and gets the exit code, what goes to the error output, and what goes to the output. */
    private static final String COMMAND = """
            caravan() {
              local code lines line
              exec 3<>/dev/tcp/127.0.0.1/%d
              printf '%%s\\0' "$#" "$@" >&3
              read -r code <&3
              read -r lines <&3
              while [ "$lines" -gt 0 ]; do IFS= read -r line <&3; printf '%%s\\n' "$line" >&2; lines=$((lines - 1)); done
              cat <&3
              exec 3>&-
              return "$code"
            }
            """;

    private final Path folder;
    private final Map<String, String> environment;
    private final ServerSocket server;

    private TypedScript(Path folder, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = environment;
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "typed-script");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket call = server.accept();
                    PrintWriter answer = new PrintWriter(call.getOutputStream(), false, StandardCharsets.UTF_8)) {
                StringWriter out = new StringWriter();
                StringWriter err = new StringWriter();
                Machine machine = new Machine(
                        environment,
                        new Properties(),
                        folder,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        InstantSource.system());
                answer.println(Main.run(machine, arguments(new DataInputStream(call.getInputStream()))));
                answer.println(err.toString().lines().count());
                answer.print(err);
                answer.print(out);
            } catch (IOException over) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(over);
                }
            }
        }
    }

    private static String[] arguments(DataInputStream in) throws IOException {
        int count = Integer.parseInt(word(in));
        List<String> arguments = new ArrayList<>();
        while (arguments.size() < count) {
            arguments.add(word(in));
        }
        return arguments.toArray(String[]::new);
    }

    private static String word(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte next = in.readByte(); next != 0; next = in.readByte()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Types a script until its end or its first failure, and returns all that it prints.
     *
     * @param environment the variables that its commands know
     */
    public static String typed(Path folder, String script, Map<String, String> environment) {
        try (TypedScript shell = new TypedScript(folder, environment)) {
            return shell.type(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String type(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), COMMAND.formatted(server.getLocalPort()) + script);
        Process process = new ProcessBuilder("bash", "-e", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
