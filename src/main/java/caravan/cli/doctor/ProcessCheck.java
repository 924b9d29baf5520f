package caravan.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the process does that runs on the folder.
 *
 * @param management where it tells its health; null where it does not
 */
public record ProcessCheck(long pid, @Nullable URI management, Duration patience) implements Check {
    private static final String SUBJECT = "process";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public List<Finding> look() {
        if (management == null) {
            return List.of(Finding.well(SUBJECT, pid + " runs on the data folder"));
        }
        URI health = management.resolve("/observe/health");
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(patience)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(health).timeout(patience).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return List.of(rate(JSON.readTree(body), health));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of(Finding.open(SUBJECT, "stopped before it told its health"));
        } catch (IOException silent) {
            return List.of(Finding.wrong(
                    SUBJECT,
                    "expected process %d to tell its health at %s, found no answer".formatted(pid, health),
                    "look at its log; stop it and start it again"));
        }
    }

    private Finding rate(JsonNode health, URI address) {
        if (health.path("status").asText().equals("UP")) {
            return Finding.well(SUBJECT, pid + " runs on the data folder, and is healthy");
        }
        List<String> down = new ArrayList<>();
        health.path("checks").forEach(check -> {
            if (!check.path("status").asText().equals("UP")) {
                down.add(check.path("name").asText());
            }
        });
        return Finding.wrong(
                SUBJECT,
                pid + " runs on the data folder, and is not healthy: " + String.join(", ", down),
                address + " says why");
    }
}
