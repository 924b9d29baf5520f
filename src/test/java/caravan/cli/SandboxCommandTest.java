package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsWhereItListens() throws Exception {
        Thread running = new Thread(() -> run("--port", "0", "--discord-port", "0", "--data-dir", folder.toString()));
        running.start();
        await().until(() -> out.toString().contains("ready {"));
        String line = out.toString()
                .lines()
                .filter(text -> text.startsWith("ready "))
                .findFirst()
                .orElseThrow();
        JsonNode ready = new ObjectMapper().readTree(line.substring("ready ".length()));
        assertThat(ready.path("rest_url").asText()).matches("http://127\\.0\\.0\\.1:\\d+/trade-api/v2");
        assertThat(Path.of(ready.path("key_file").asText())).isReadable();
        assertThat(out.toString()).doesNotContain("PRIVATE KEY");
        running.interrupt();
        running.join();
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("--port", "0", "--discord-port", port, "--data-dir", folder.toString()))
                    .isEqualTo(2);
            assertThat(err.toString().lines()).hasSize(1);
            assertThat(err.toString()).contains(port, "sandbox.discord-port");
        }
    }

    @Test
    void anUnwritableFolderIsNamedInOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(run("--port", "0", "--discord-port", "0", "--data-dir", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains(file.toString());
    }

    @Test
    void aKeyNeedsItsId() {
        assertThat(run("--port", "0", "--discord-port", "0", "--key-id", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--public-key");
    }

    private int run(String... arguments) {
        return new CommandLine(new SandboxCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, line, result) -> 0)
                .execute(arguments);
    }
}
