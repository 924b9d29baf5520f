package caravan.cli.call;

import caravan.cli.BadInputException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Puts things, however many, into the rows of a sheet.
 *
 * @param wanted the columns; empty for all that the first rows have
 * @param demanding whether a wanted column that is not there is a mistake to be mended; after a write it is too late for that
 */
record Listing(List<String> wanted, boolean demanding, PrintWriter err) {
    private static final int FIRST = 500;

    /** Writes the rows as they come, and returns how many they were. */
    long write(Iterator<?> things, Sheet sheet) throws IOException {
        List<Map<String, JsonNode>> first = new ArrayList<>();
        while (first.size() < FIRST && things.hasNext()) {
            first.add(Cells.of((JsonNode) things.next()));
        }
        if (first.isEmpty() && wanted.isEmpty()) {
            return 0;
        }
        sheet.begin(columns(first), first);
        long rows = 0;
        for (Map<String, JsonNode> row : first) {
            sheet.row(row);
            rows++;
        }
        first.clear();
        while (things.hasNext()) {
            sheet.row(Cells.of((JsonNode) things.next()));
            rows++;
        }
        sheet.end();
        return rows;
    }

    private List<String> columns(List<Map<String, JsonNode>> first) {
        if (wanted.isEmpty()) {
            return Columns.all(first);
        }
        try {
            return Columns.wanted(wanted, first);
        } catch (BadInputException unknown) {
            if (demanding) {
                throw unknown;
            }
            err.println("caravan: " + unknown.getMessage());
            return wanted;
        }
    }
}
