package caravan.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Writes small answers of other stages as JSON. */
public final class ApiJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns what was done, told for people. */
    public String report(String text) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of("report", text));
    }

    /** Returns a map or a record as text. */
    public String text(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }
}
