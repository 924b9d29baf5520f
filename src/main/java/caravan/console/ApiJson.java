package caravan.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes small answers of other stages as JSON. */
public final class ApiJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns a map or a record as text. */
    public String text(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsString(answer);
    }
}
