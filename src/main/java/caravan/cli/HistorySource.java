package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Who answers questions about what was recorded: a running process, or the database itself where none runs. */
interface HistorySource extends AutoCloseable {
    /**
     * Finds who can answer on this machine.
     *
     * @throws BadInputException if nobody can, with what to do
     */
    static HistorySource open(Machine machine) {
        Settings settings = machine.settings();
        Logging.aside(settings);
        Environment environment = Environment.parse(settings.text("kalshi.environment"));
        Path data = settings.path("data.dir").resolve(environment.id());
        Optional<RunFile.Running> running = RunFile.read(data);
        if (running.isEmpty()) {
            return OwnHistory.open(machine, settings, environment, data);
        }
        return running.get()
                .console()
                .map(address -> (HistorySource)
                        new RunningHistory(new ApiClient(address, running.get().token())))
                .orElseThrow(() -> new BadInputException(
                        "expected the process %d on %s to have the stages history and console, found it without; add them to caravan.stages, or stop it"
                                .formatted(running.get().pid(), data)));
    }

    /** Lists rows in a format; whoever takes them closes them. */
    InputStream list(String subject, Map<String, String> parameters) throws IOException;

    /** The book of a market at a past moment, as the API gives it; empty when nothing was known of it. */
    Optional<JsonNode> book(Map<String, String> parameters) throws IOException;

    /** Whether a ticker is known, and which ones are near it: {@code {"known":…,"near":[…]}}. */
    JsonNode near(String ticker) throws IOException;

    /** Whether everything that was received is accounted for, as the API says it. */
    JsonNode verify() throws IOException;

    /** Brings in what was missed, and returns what came of it. */
    JsonNode backfill(String what, Map<String, String> parameters) throws Exception;

    @Override
    void close() throws IOException;
}
