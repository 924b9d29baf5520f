package caravan.console;

import caravan.model.BookUpdate;
import caravan.model.BookView;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a book as JSON: levels are pairs of price and quantity, best first, as text. */
public final class BookJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BookJson() {}

    /** Returns the book as an object. */
    public static ObjectNode of(BookView book) {
        ObjectNode json = JSON.createObjectNode()
                .put("ticker", book.ticker())
                .put("state", book.state().name())
                .put("reason", book.reason());
        levels(json.putArray("bids"), book.bids());
        levels(json.putArray("asks"), book.asks());
        return json.put("connection_id", book.connectionId())
                .put("subscription", book.subscription())
                .put("sequence", book.sequence())
                .put(
                        "exchange_time",
                        book.exchangeTime() == null ? null : book.exchangeTime().toString())
                .put("received_time", book.receivedTime().toString());
    }

    private static void levels(ArrayNode json, List<BookUpdate.Level> levels) {
        levels.forEach(level -> json.addArray()
                .add(level.price().toString())
                .add(level.quantity().toString()));
    }
}
