package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Who answers questions about what was recorded: a running process, or the database itself where none runs. */
interface HistorySource extends AutoCloseable {
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
