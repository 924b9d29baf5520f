package caravan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packed program's sandbox, alone in a process of its own. */
final class BuiltInExchange implements AutoCloseable {
    private static final String READY = "ready ";

    private final Process process;
    private final JsonNode ready;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param tier the budget of requests that its account has */
    BuiltInExchange(Path folder, String tier) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Program.jar().toString(),
                        "sandbox",
                        "--port=0",
                        "--discord-port=0",
                        "--quiet-account",
                        "--tier=" + tier))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("expected the sandbox to start, it has ended");
        }
        ready = new ObjectMapper().readTree(line.substring(READY.length()));
    }

    /** What a program needs to use it as if it were the demo exchange, and to trade there. */
    Map<String, String> settings() {
        return Map.of(
                "KALSHI_REST_URL",
                text("rest_url"),
                "KALSHI_WS_URL",
                text("ws_url"),
                "KALSHI_API_KEY_ID",
                text("key_id"),
                "KALSHI_PRIVATE_KEY_PATH",
                text("key_file"),
                "DISCORD_WEBHOOK_URL",
                text("webhook_url"));
    }

    private String text(String field) {
        return ready.path(field).asText();
    }

    /** Throws a switch. */
    void control(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(text("control_url") + path))
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("expected " + path + " to be taken, found " + answer.body());
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
