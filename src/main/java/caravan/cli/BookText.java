package caravan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Draws a book: prices in the middle, the best ones next to each other. */
final class BookText {
    private static final String LINE = "%14s   %-6s %14s";

    private BookText() {}

    /**
     * Returns the lines.
     *
     * @param book as the API gives it
     * @param depth how many levels of each side
     */
    static List<String> lines(JsonNode book, int depth) {
        List<String> lines = new ArrayList<>();
        lines.add(book.path("ticker").asText() + "  " + book.path("state").asText());
        if (book.hasNonNull("reason")) {
            lines.add("because " + Terminal.harmless(book.path("reason").asText()));
        }
        lines.add("last update " + book.path("received_time").asText() + ", number "
                + book.path("sequence").asText());
        lines.add("");
        lines.add(LINE.formatted("bid", "price", "ask"));
        JsonNode asks = book.path("asks");
        for (int i = Math.min(depth, asks.size()) - 1; i >= 0; i--) {
            lines.add(LINE.formatted(
                    "", asks.path(i).path(0).asText(), asks.path(i).path(1).asText()));
        }
        JsonNode bids = book.path("bids");
        for (int i = 0; i < Math.min(depth, bids.size()); i++) {
            lines.add(LINE.formatted(
                            bids.path(i).path(1).asText(), bids.path(i).path(0).asText(), "")
                    .stripTrailing());
        }
        int more = Math.max(0, asks.size() - depth) + Math.max(0, bids.size() - depth);
        if (more > 0) {
            lines.add("and " + more + " more levels; --depth shows them");
        }
        if (asks.isEmpty() && bids.isEmpty()) {
            lines.add("nobody bids, nobody asks");
        }
        return lines;
    }
}
