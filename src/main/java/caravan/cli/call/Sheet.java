package caravan.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Takes rows one by one, so that no list has to fit into memory. */
interface Sheet {
    /**
     * Called once, before the first row.
     *
     * @param first the first rows, for what they tell of the others
     */
    void begin(List<String> columns, List<Map<String, JsonNode>> first) throws IOException;

    /** Takes a row; what is missing in it is missing there. */
    void row(Map<String, JsonNode> row) throws IOException;

    /** Called once, after the last row. */
    void end() throws IOException;
}
