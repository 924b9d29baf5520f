package caravan.console;

import caravan.model.BookUpdate;
import caravan.model.BookView;
import caravan.model.Books;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers about the mirrored books. */
public final class ApiBooks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<@Nullable Books> books;

    /** @param books gives null where the stage that mirrors them does not run */
    public ApiBooks(Supplier<@Nullable Books> books) {
        this.books = books;
    }

    /** The markets that have a book, with the best prices and how far they can be trusted. */
    public String markets() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode markets = answer.putArray("markets");
        Books mirrored = mirrored();
        for (String ticker : new TreeSet<>(mirrored.tickers())) {
            mirrored.book(ticker).ifPresent(book -> market(markets.addObject(), book));
        }
        return answer.toString();
    }

    private static void market(ObjectNode json, BookView book) {
        json.put("ticker", book.ticker()).put("state", book.state().name()).put("reason", book.reason());
        best(json, "bid", book.bids());
        best(json, "ask", book.asks());
        json.put("received_time", book.receivedTime().toString());
    }

    private static void best(ObjectNode json, String side, List<BookUpdate.Level> levels) {
        json.put(
                side + "_price_dollars",
                levels.isEmpty() ? null : levels.get(0).price().toString());
        json.put(
                side + "_quantity_contracts",
                levels.isEmpty() ? null : levels.get(0).quantity().toString());
    }

    /**
     * The book of one market as it is now.
     *
     * @param parameters {@code ticker}
     */
    public String book(Map<String, String> parameters) {
        String ticker = parameters.getOrDefault("ticker", "");
        return mirrored()
                .book(ticker)
                .map(book -> BookJson.of(book).toString())
                .orElseThrow(() -> new UnknownMarketException(ticker, " now"));
    }

    /** The book of a market as it was. */
    public String pastBook(@Nullable BookView book, String ticker) {
        if (book == null) {
            throw new UnknownMarketException(ticker, " at that moment");
        }
        return BookJson.of(book).toString();
    }

    private Books mirrored() {
        Books mirrored = books.get();
        if (mirrored == null) {
            throw new StageOffException("books");
        }
        return mirrored;
    }
}
