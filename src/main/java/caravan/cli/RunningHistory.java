package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A running process answers. */
final class RunningHistory implements HistorySource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/history/";

    private final ApiClient api;

    RunningHistory(ApiClient api) {
        this.api = api;
    }

    @Override
    public InputStream list(String subject, Map<String, String> parameters) throws IOException {
        return api.get(PATH + subject, parameters).orElseThrow(RunningHistory::older);
    }

    @Override
    public Optional<JsonNode> book(Map<String, String> parameters) throws IOException {
        Map<String, String> rest = new HashMap<>(parameters);
        String ticker = rest.remove("ticker");
        Optional<InputStream> book = api.get(PATH + "books/" + ApiClient.encode(String.valueOf(ticker)), rest);
        return book.isEmpty() ? Optional.empty() : Optional.of(read(book.get()));
    }

    @Override
    public JsonNode near(String ticker) throws IOException {
        return read(api.get(PATH + "near/" + ApiClient.encode(ticker), Map.of()).orElseThrow(RunningHistory::older));
    }

    @Override
    public JsonNode verify() throws IOException {
        return read(api.get("/api/verify", Map.of()).orElseThrow(RunningHistory::older));
    }

    @Override
    public JsonNode backfill(String what, Map<String, String> parameters) throws IOException {
        return read(api.post(PATH + "backfill/" + what, parameters)
                .orElseThrow(() -> new BadInputException("ticker: expected a market that the exchange knows, found '%s'"
                        .formatted(parameters.get("ticker")))));
    }

    private static BadInputException older() {
        return new BadInputException("expected a process that has this question in its API, found another version");
    }

    private static JsonNode read(InputStream json) throws IOException {
        try (json) {
            return JSON.readTree(json);
        }
    }

    @Override
    public void close() {
        // The process goes on.
    }
}
