package caravan.books;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.wire.RecordedFrames;
import caravan.kalshi.wire.StreamDecoder;
import caravan.kalshi.wire.StreamDecoder.Decoded;
import caravan.model.BookState;
import caravan.model.BookUpdate.Level;
import caravan.model.BookView;
import caravan.model.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded traffic, against a second computation of the same books: from the JSON, in decimals, with sorted maps. */
class RecordedBooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "ws_demo_orderbook_nolegprice_2026-06-11.jsonl, 1",
        "ws_demo_orderbook_yesprice_2026-06-11.jsonl, 1",
        "ws_demo_session_2026-07-01_first150.jsonl, 5",
        "ws_prod_frames_2026-04-18.jsonl, 8"
    })
    void booksAreThoseOfAnIndependentComputation(String file, int markets) throws IOException {
        boolean yesPrices = file.contains("yesprice");
        OrderBooks books = new OrderBooks(InstantSource.system(), new SimpleMeterRegistry());
        StreamDecoder decoder = new StreamDecoder();
        Map<String, Recomputed> recomputed = new TreeMap<>();
        long number = 0;
        for (String text : RecordedFrames.frames(file)) {
            Decoded decoded = decoder.decode(text, yesPrices);
            books.apply(decoded.message(), frame(++number, decoded, yesPrices, text));
            JsonNode frame = JSON.readTree(text);
            JsonNode message = frame.path("msg");
            if (frame.path("type").asText().startsWith("orderbook_")) {
                String ticker = message.path("market_ticker").asText();
                Recomputed book = recomputed.computeIfAbsent(ticker, unknown -> new Recomputed(yesPrices));
                book.take(frame.path("type").asText(), message);
                BookView view = books.book(ticker).orElseThrow();
                assertThat(view.state()).as(text).isEqualTo(BookState.VALID);
                assertThat(levels(view.bids())).as(text).isEqualTo(book.bids);
                assertThat(levels(view.asks())).as(text).isEqualTo(book.asks);
                assertThat(view.bids()).isSortedAccordingTo((a, b) -> b.price().compareTo(a.price()));
                assertThat(view.asks()).isSortedAccordingTo((a, b) -> a.price().compareTo(b.price()));
            }
        }
        assertThat(recomputed).hasSize(markets);
        assertThat(books.tickers()).containsAll(recomputed.keySet());
    }

    private static Frame frame(long number, Decoded decoded, boolean yesPrices, String text) {
        return new Frame(
                "market-data",
                1,
                number,
                Instant.EPOCH,
                decoded.type(),
                decoded.subscription(),
                decoded.sequence(),
                yesPrices,
                text);
    }

    private static Map<String, String> levels(List<Level> levels) {
        Map<String, String> map = new TreeMap<>();
        levels.forEach(
                level -> map.put(level.price().toString(), level.quantity().toString()));
        return map;
    }

    private static final class Recomputed {
        private final Map<String, String> bids = new TreeMap<>();
        private final Map<String, String> asks = new TreeMap<>();
        private final boolean yesPrices;

        private Recomputed(boolean yesPrices) {
            this.yesPrices = yesPrices;
        }

        private void take(String type, JsonNode message) {
            if (type.equals("orderbook_snapshot")) {
                bids.clear();
                asks.clear();
                message.path("yes_dollars_fp").forEach(level -> add("yes", level.get(0), level.get(1)));
                message.path("no_dollars_fp").forEach(level -> add("no", level.get(0), level.get(1)));
            } else {
                add(message.get("side").asText(), message.get("price_dollars"), message.get("delta_fp"));
            }
        }

        private void add(String side, JsonNode price, JsonNode quantity) {
            boolean no = side.equals("no");
            BigDecimal dollars = new BigDecimal(price.asText());
            BigDecimal yes = no && !yesPrices ? BigDecimal.ONE.subtract(dollars) : dollars;
            Map<String, String> levels = no ? asks : bids;
            String key = yes.setScale(4).toPlainString();
            BigDecimal sum = new BigDecimal(levels.getOrDefault(key, "0")).add(new BigDecimal(quantity.asText()));
            if (sum.signum() == 0) {
                levels.remove(key);
            } else {
                levels.put(key, sum.setScale(2).toPlainString());
            }
        }
    }
}
