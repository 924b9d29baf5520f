package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: that it ends when it must, and how it looks while it runs. */
class ProcessTest {
    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void oneRoute() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("routes")).resolve("fills.camel.yaml"), """
                - route:
                    id: fills
                    description: Ticks
                    from:
                      uri: timer:tick
                      steps:
                        - to:
                            uri: log:tick?level=DEBUG
                """);
    }

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void failedStartDoesNotHang() throws Exception {
        Files.writeString(directory.resolve("application.properties"), "camel.main.nonsense = 1\n");
        Process process = start("one");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output("one")).hasLineCount(1).startsWith("caravan: camel.main.nonsense: expected");
    }

    @Test
    void runsOnceADataFolderAndEndsOnASignal() throws Exception {
        Process first = start("one");
        Path runFile = directory.resolve("data/sandbox/run.json");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(runFile));
        JsonNode run = new ObjectMapper().readTree(runFile.toFile());
        assertThat(run.path("pid").asLong()).isEqualTo(first.pid());
        assertThat(run.path("environment").asText()).isEqualTo("sandbox");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runFile)))
                .isEqualTo("rw-------");
        String management = run.path("addresses").path("management").asText();
        assertThat(get(management + "/observe/health").body()).contains("all routes of fills run");

        Process second = start("two");
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(output("two")).hasLineCount(1).contains("found one (process " + first.pid() + ", started ");

        first.destroy();
        assertThat(first.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runFile).doesNotExist();
        assertThat(output("one"))
                .startsWith("CARAVAN ")
                .contains("SANDBOX (no account, no real money)", management + "/hawtio/")
                .doesNotContain("WARN", "ERROR", "Exception");
        assertThat(output("one").lines()).hasSizeLessThan(12);
    }

    private Process start(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dmanagement.port=0",
                        "-Dconsole.port=0",
                        "-Dsandbox.exchange-port=0",
                        "-Dsandbox.discord-port=0",
                        "-Dcaravan.stages=fills",
                        "caravan.Caravan")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".txt").toFile());
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.matches("(KALSHI|DISCORD|CARAVAN|FILLS|CAMEL)_.*"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String output(String name) throws IOException {
        return Files.readString(directory.resolve(name + ".txt")).strip();
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
