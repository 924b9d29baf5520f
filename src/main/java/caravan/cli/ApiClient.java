package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a running process over its API. Never asks by way of a proxy: the process is near. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** Bringing in a week of trades may take that long. */
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(30);

    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI address;
    private final Optional<String> token;

    /** @param address without a path */
    ApiClient(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    /** Returns the text for a path or a query of what may have any character. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Asks for something; whoever takes the answer closes it.
     *
     * @param path encoded
     * @return empty when there is no such thing
     * @throws BadInputException if the process refuses, with its own words
     * @throws IOException if it does not answer, or says that it will later
     */
    Optional<InputStream> get(String path, Map<String, String> parameters) throws IOException {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path + (query.isEmpty() ? "" : "?" + query)).GET());
    }

    /** Asks for a change, or for work. */
    Optional<InputStream> post(String path, Map<String, ?> body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_LIMIT);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private Optional<InputStream> send(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException silent) {
            throw new IOException(
                    "expected an answer of the process at %s, found none (%s); is it stopping?"
                            .formatted(address, silent.getClass().getSimpleName()),
                    silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while waiting for an answer", stopped);
        }
        if (response.statusCode() / 100 == 2) {
            return Optional.of(response.body());
        }
        try (InputStream body = response.body()) {
            String reason = reason(body);
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.headers().firstValue("Retry-After").isPresent()) {
                throw new IOException(reason);
            }
            throw new BadInputException(
                    reason.isEmpty() ? "expected an answer, found status " + response.statusCode() : reason);
        }
    }

    private static String reason(InputStream body) {
        try {
            JsonNode error = JSON.readTree(body);
            return error == null ? "" : error.path("error").asText("");
        } catch (IOException noJson) {
            return "";
        }
    }
}
