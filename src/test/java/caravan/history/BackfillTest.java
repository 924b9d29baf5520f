package caravan.history;

import static caravan.history.RecordedData.after;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.Candle;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.Trade;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackfillTest extends RecordedDataTest {
    private static final Map<String, String> SINCE_START = Map.of("ticker", "KXA", "since", after(0).toString());

    @Test
    void historicalPagesComeBeforeTheOthers() throws Exception {
        TradeBackfill backfill = data.backfills().trades(SINCE_START, cutoff(after(600)));
        assertThat(backfill.isHistorical()).isTrue();
        assertThat(backfill.nextPage())
                .containsEntry("min_ts", after(0).getEpochSecond())
                .doesNotContainKey("cursor");
        data.backfills().keepTrades(backfill, new Page<>(List.of(trade("t1", 1)), "c"));
        assertThat(backfill.isHistorical()).isTrue();
        assertThat(backfill.nextPage()).containsEntry("cursor", "c");
        data.backfills().keepTrades(backfill, new Page<>(List.of(trade("t1", 1), trade("t2", 2)), ""));
        assertThat(backfill.hasMore()).isTrue();
        assertThat(backfill.isHistorical()).isFalse();
        data.backfills().keepTrades(backfill, new Page<>(List.of(trade("t2", 2), trade("t3", 700)), ""));
        assertThat(backfill.hasMore()).isFalse();
        assertThat(backfill.outcome().read()).isEqualTo(5);
        assertThat(backfill.outcome().stored()).isEqualTo(3);
        assertThat(rows("trades")).containsSubsequence("t1", "t2", "t3");
    }

    @Test
    void streamedTradeIsNotShownTwice() throws Exception {
        data.trade(1, "KXA", "t1", "0.5");
        TradeBackfill backfill = data.backfills().trades(SINCE_START, cutoff(Instant.EPOCH));
        data.backfills().keepTrades(backfill, new Page<>(List.of(trade("t1", 1), trade("t2", 2)), ""));
        data.trade(2, "KXA", "t2", "0.5");
        assertThat(rows("trades").split("\"trade_id\"", -1)).hasSize(1 + 1 + 2);
    }

    @Test
    void candlesAreAskedForInStretchesAndOnlyCompleteOnesStored() throws Exception {
        CandleBackfill backfill = data.backfills()
                .candles(Map.of("ticker", "KXA", "since", after(-900_000).toString(), "minutes", "1"));
        assertThat(backfill.nextPage())
                .containsEntry("end_ts", after(-900_000 + 300_000).getEpochSecond());
        Candle.Range range =
                new Candle.Range(Price.parse("0.1"), Price.parse("0.4"), Price.parse("0.05"), Price.parse("0.3"));
        Candle complete = new Candle("KXA", after(60), range, null, null, Quantity.parse("2.5"), null);
        Candle unfinished = new Candle("KXA", after(4_000), range, null, null, null, null);
        for (int page = 0; page < 4; page++) {
            assertThat(backfill.hasMore()).isTrue();
            data.backfills().keepCandles(backfill, new Page<>(List.of(complete, unfinished), ""));
        }
        assertThat(backfill.hasMore()).isFalse();
        assertThat(backfill.outcome().stored()).isEqualTo(1);
        assertThat(rows("candles")).contains("\"high_bid_price_dollars\":\"0.4000\"", "\"volume_contracts\":\"2.50\"");
    }

    private String rows(String subject) throws Exception {
        return new String(
                data.history().list(Map.of("subject", subject)).content().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static JsonNode cutoff(Instant time) throws JsonProcessingException {
        return new ObjectMapper().readTree("{\"trades_created_ts\":\"" + time + "\"}");
    }

    private static Trade trade(String id, double seconds) {
        return new Trade(id, "KXA", Price.parse("0.5"), Quantity.parse("3"), BookSide.BID, false, after(seconds));
    }
}
