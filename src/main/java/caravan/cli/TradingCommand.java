package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the commands that stop, go on and get out find whom to ask.
 *
 * @param data the folder of the environment
 * @param running who runs on it; empty where nobody does
 */
record TradingCommand(Settings settings, Environment environment, Path data, Optional<RunFile.Running> running) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static TradingCommand on(Machine machine) {
        Settings settings = machine.settings();
        Logging.aside(settings);
        Environment environment = Environment.parse(settings.text("kalshi.environment"));
        Path data = settings.path("data.dir").resolve(environment.id());
        return new TradingCommand(settings, environment, data, RunFile.read(data));
    }

    /** Whether a process runs that can be asked. */
    boolean canAsk() {
        return running.flatMap(RunFile.Running::console).isPresent();
    }

    /** Has the running process do it, and returns its report. */
    String ask(String what, Map<String, String> words) throws IOException {
        RunFile.Running process = running.orElseThrow();
        ApiClient api = new ApiClient(process.console().orElseThrow(), process.token());
        InputStream answer = api.post("/api/" + what, words)
                .orElseThrow(() -> new BadInputException(
                        "expected the process %d to know the command %s, found an older one; start it again"
                                .formatted(process.pid(), what)));
        try (answer) {
            JsonNode report = JSON.readTree(answer);
            return report.path("report").asText();
        }
    }
}
