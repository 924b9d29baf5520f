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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxCommandTest {
    @TempDir
    Path folder;

    private final Properties system = new Properties();
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
        assertThat(err.toString()).contains("sandbox.public-key-path");
    }

    @Test
    void optionsWinOverSettings() {
        system.setProperty("sandbox.form", "legcy");
        assertThat(run("--port", "0", "--discord-port", "0", "--form", "transtional"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("sandbox.form: expected", "did you mean transitional?");
    }

    private int run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("sandbox"));
        command.addAll(List.of(arguments));
        return Main.run(
                new Machine(
                        Map.of(),
                        system,
                        folder,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        InstantSource.system()),
                command.toArray(String[]::new));
    }
}
