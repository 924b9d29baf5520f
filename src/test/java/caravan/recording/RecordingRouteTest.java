package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.kalshi.KalshiConstants;
import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.ConnectionEvent;
import caravan.model.ControlReply;
import caravan.model.Gap;
import caravan.model.Market;
import caravan.model.MarketLifecycle;
import caravan.model.MarketSummary;
import caravan.model.Money;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import caravan.model.Trade;
import caravan.model.Unreadable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.ColumnMapRowMapper;

class RecordingRouteTest extends RecordedTablesTest {
    @Test
    void readsTheFrameWhereTheStreamPutsIt() {
        assertThat(Batches.FRAME).isEqualTo(KalshiConstants.FRAME);
    }

    @Test
    void deltaIsARow() {
        recorder.record(
                "orderbook_delta",
                3,
                new BookUpdate.Delta(
                        "FED-23DEC",
                        7,
                        3,
                        BookSide.ASK,
                        Price.parse("0.9650"),
                        Quantity.parse("-54.25"),
                        "mine",
                        Recorder.TIME));
        assertThat(row("orderbook_deltas"))
                .containsEntry("connection_id", 42L)
                .containsEntry("frame_number", 1L)
                .containsEntry("subscription", 7L)
                .containsEntry("sequence", 3L)
                .containsEntry("received_time", OffsetDateTime.parse("2026-11-20T10:00:00.124456Z"))
                .containsEntry("exchange_time", OffsetDateTime.parse("2026-11-20T10:00:00.123456Z"))
                .containsEntry("ticker", "FED-23DEC")
                .containsEntry("book_side", "ask")
                .containsEntry("price_dollars", new BigDecimal("0.9650"))
                .containsEntry("change_contracts", new BigDecimal("-54.25"))
                .containsEntry("client_order_id", "mine");
    }

    @Test
    void summaryIsARowAndWhatWasNotToldIsNull() {
        recorder.record(
                "ticker",
                0,
                new MarketSummary(
                        "FED-23DEC",
                        null,
                        Price.parse("0.45"),
                        Price.parse("0.53"),
                        Quantity.parse("33896"),
                        Quantity.parse("20422.5"),
                        16948L,
                        -3L,
                        Quantity.parse("300"),
                        Quantity.parse("150"),
                        null,
                        null));
        assertThat(row("tickers"))
                .containsEntry("subscription", 7L)
                .containsEntry("exchange_time", null)
                .containsEntry("last_price_dollars", null)
                .containsEntry("bid_price_dollars", new BigDecimal("0.4500"))
                .containsEntry("ask_price_dollars", new BigDecimal("0.5300"))
                .containsEntry("bid_quantity_contracts", new BigDecimal("300.00"))
                .containsEntry("ask_quantity_contracts", new BigDecimal("150.00"))
                .containsEntry("last_trade_quantity_contracts", null)
                .containsEntry("volume_contracts", new BigDecimal("33896.00"))
                .containsEntry("open_interest_contracts", new BigDecimal("20422.50"))
                .containsEntry("volume_dollars", 16948L)
                .containsEntry("open_interest_dollars", -3L);
    }

    @Test
    void tradeIsARow() {
        recorder.record(
                "trade",
                1,
                new Trade(
                        "879217f6",
                        "HIGHNY",
                        Price.parse("0.36"),
                        Quantity.parse("136"),
                        BookSide.ASK,
                        true,
                        Recorder.TIME));
        assertThat(row("trades"))
                .containsEntry("sequence", 1L)
                .containsEntry("trade_id", "879217f6")
                .containsEntry("ticker", "HIGHNY")
                .containsEntry("price_dollars", new BigDecimal("0.3600"))
                .containsEntry("quantity_contracts", new BigDecimal("136.00"))
                .containsEntry("taker_side", "ask")
                .containsEntry("block_trade", true);
    }

    @Test
    void snapshotIsOneRowWithItsLevelsAsJson() {
        recorder.record(
                "orderbook_snapshot",
                2,
                new BookUpdate.Snapshot(
                        "FED-23DEC",
                        7,
                        2,
                        List.of(
                                new BookUpdate.Level(BookSide.BID, Price.parse("0.08"), Quantity.parse("300")),
                                new BookUpdate.Level(BookSide.ASK, Price.parse("0.46"), Quantity.parse("20")),
                                new BookUpdate.Level(BookSide.BID, Price.parse("0.22"), Quantity.parse("333.5")))));
        assertThat(row("orderbook_snapshots"))
                .containsEntry("sequence", 2L)
                .containsEntry(
                        "levels",
                        "{\"bid\":[[\"0.0800\",\"300.00\"],[\"0.2200\",\"333.50\"]],\"ask\":[[\"0.4600\",\"20.00\"]]}");
    }

    @Test
    void lifecycleIsARowAlsoWithoutAMarket() {
        recorder.record(
                "event_lifecycle",
                8,
                new MarketLifecycle(
                        null,
                        "KXQS-26JAN25",
                        "created",
                        null,
                        Recorder.TIME,
                        null,
                        null,
                        "yes",
                        Money.parse("1"),
                        "{\"a\":1}"));
        assertThat(row("market_lifecycle"))
                .containsEntry("type", "event_lifecycle")
                .containsEntry("ticker", null)
                .containsEntry("event_ticker", "KXQS-26JAN25")
                .containsEntry("change", "created")
                .containsEntry("close_time", OffsetDateTime.parse("2026-11-20T10:00:00.123456Z"))
                .containsEntry("settled_time", null)
                .containsEntry("result", "yes")
                .containsEntry("settlement_value_dollars", new BigDecimal("1.000000"))
                .containsEntry("details", "{\"a\":1}");
    }

    @Test
    void unreadableFrameIsKeptWithItsReason() {
        recorder.record("unreadable", 0, new Unreadable("ticker", "FED", "expected a price, found 'x'"));
        assertThat(row("quarantine"))
                .containsEntry("connection", "market-data")
                .containsEntry("type", "ticker")
                .containsEntry("ticker", "FED")
                .containsEntry("reason", "expected a price, found 'x'")
                .containsEntry("frame_text", "{\"frame\":1,\"of\":42}");
    }

    @Test
    void lookUpOfAMarketIsARow() {
        Market market = new Market(
                "FED",
                "FED-26",
                "Title",
                "Yes",
                null,
                "active",
                null,
                Price.parse("0.5"),
                null,
                null,
                Recorder.TIME,
                null,
                null,
                null,
                null);
        recorder.camel.createProducerTemplate().sendBody("direct:record-market", market);
        assertThat(row("markets"))
                .containsEntry("ticker", "FED")
                .containsEntry("title", "Title")
                .containsEntry("no_sub_title", null)
                .containsEntry("ask_price_dollars", new BigDecimal("0.5000"))
                .containsEntry("fetched_time", OffsetDateTime.parse("2026-11-20T10:00:00.123456Z"));
    }

    @Test
    void controlReplyIsARow() {
        recorder.record("subscribed", 5, new ControlReply.Subscribed(1, "ticker", 7, List.of()));
        assertThat(row("control_replies"))
                .containsEntry("subscription", 7L)
                .containsEntry("sequence", 5L)
                .containsEntry("type", "subscribed")
                .containsEntry("frame_text", "{\"frame\":1,\"of\":42}");
    }

    @Test
    void replyKnowsWhatItAnswers() {
        StreamCommand command = new StreamCommand.RemoveMarkets(List.of("KXA", "KXB"));
        recorder.record("ok", 5, new ControlReply.Done(3, 7, List.of(), command));
        assertThat(row("control_replies"))
                .containsEntry("command", "remove")
                .containsEntry("command_tickers", "[\"KXA\",\"KXB\"]");
    }

    @Test
    void connectionEventsHaveNoRow() {
        recorder.record("opened", 0, new ConnectionEvent.Opened("market-data"));
        recorder.recordDeltas(1);
        awaitRows("orderbook_deltas", 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> recorder.count("recording.rows") == 1);
        assertThat(recorder.spool.files()).isZero();
    }

    @Test
    void messageStaysAsItWas() {
        BookUpdate.Delta delta = Recorder.delta("FED", 1);
        var outcome = recorder.camel.createProducerTemplate().send("direct:record", exchange -> {
            exchange.getMessage().setHeader(Batches.FRAME, recorder.frame("orderbook_delta", 1, delta));
            exchange.getMessage().setBody(delta);
        });
        assertThat(outcome.getMessage().getBody()).isSameAs(delta);
        assertThat(outcome.getMessage().getHeader(Batches.FRAME)).isNotNull();
    }

    @Test
    void fullBatchDoesNotWait() throws Exception {
        recorder.close();
        recorder = recorder("recording.batch-size", "20", "recording.batch-wait", "1h");
        recorder.recordDeltas(45);
        awaitRows("orderbook_deltas", 40);
        assertThat(recorder.metrics.summary("recording.batch.rows").count()).isEqualTo(2);
        recorder.close();
        assertThat(rows("orderbook_deltas"))
                .as("the rest is stored at the stop")
                .isEqualTo(45);
    }

    @Test
    void routeThatIsStartedAgainGathersAgain() throws Exception {
        recorder.close();
        recorder = recorder("recording.batch-size", "20", "recording.batch-wait", "1h");
        recorder.restart("recording");
        recorder.recordDeltas(20);
        awaitRows("orderbook_deltas", 20);
        assertThat(recorder.metrics.summary("recording.batch.rows").count()).isEqualTo(1);
    }

    @Test
    void trickleIsStoredAtTheInterval() {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    recorder.recordDeltas(1);
                    return rows("orderbook_deltas") > 2;
                });
    }

    @Test
    void sameFrameTwiceIsOneRow() {
        BookUpdate.Delta delta = Recorder.delta("FED", 1);
        var frame = recorder.record("orderbook_delta", 1, delta);
        recorder.camel.createProducerTemplate().sendBodyAndHeader("direct:record", delta, Batches.FRAME, frame);
        recorder.recordDeltas(1);
        awaitRows("orderbook_deltas", 2);
    }

    @Test
    void refusedRowDoesNotTakeItsNeighborsAlong() {
        recorder.recordDeltas(200);
        recorder.record("orderbook_delta", 201, Recorder.delta("X".repeat(129), 201));
        recorder.recordDeltas(299);
        awaitRows("orderbook_deltas", 499);
        awaitRows("quarantine", 1);
        assertThat(row("quarantine"))
                .containsEntry("frame_number", 201L)
                .containsEntry("type", "orderbook_delta")
                .containsEntry("frame_text", "{\"frame\":201,\"of\":42}")
                .hasEntrySatisfying(
                        "reason",
                        it -> assertThat((String) it)
                                .startsWith("orderbook_deltas refused it: ")
                                .containsIgnoringCase("value too long"));
        assertThat(recorder.count("recording.quarantined")).isEqualTo(1);
        assertThat(recorder.count("recording.rows")).isEqualTo(500);
        assertThat(recorder.database.isUp()).isTrue();
        assertThat(recorder.spool.files()).isZero();
    }

    @Test
    void quarantineTakesAnyFrame() {
        String everything = "x\0y".repeat(400_000);
        recorder.record("unreadable", 0, new Unreadable(everything, everything, everything));
        awaitRows("quarantine", 1);
    }

    @Test
    void gapIsARowFromWhenItIsNoticed() {
        Gap gap = new Gap(42, 3, "market-data", 7, null, 10, 12, "lost", 5, Recorder.TIME, null, 0);
        recorder.record(gap);
        assertThat(row("gaps"))
                .containsEntry("connection_id", 42L)
                .containsEntry("gap_number", 3L)
                .containsEntry("connection", "market-data")
                .containsEntry("subscription", 7L)
                .containsEntry("ticker", null)
                .containsEntry("expected_sequence", 10L)
                .containsEntry("found_sequence", 12L)
                .containsEntry("reason", "lost")
                .containsEntry("markets", 5)
                .containsEntry("opened_time", OffsetDateTime.parse("2026-11-20T10:00:00.123456Z"))
                .containsEntry("closed_time", null);
        recorder.record(gap.closed(Recorder.TIME.plusSeconds(1), 2));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(row("gaps"))
                        .containsEntry("closed_time", OffsetDateTime.parse("2026-11-20T10:00:01.123456Z"))
                        .containsEntry("lost_markets", 2));
    }

    private Map<String, Object> row(String table) {
        awaitRows(table, 1);
        return sql.queryForObject("select * from " + table, new ColumnMapRowMapper() {
            @Override
            protected Object getColumnValue(ResultSet row, int column) throws SQLException {
                Object value = super.getColumnValue(row, column);
                return value instanceof Timestamp ? row.getObject(column, OffsetDateTime.class) : value;
            }
        });
    }

    private void awaitRows(String table, int count) {
        awaitRows(table, count, Duration.ofSeconds(5));
    }
}
