package caravan.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Communication;
import caravan.model.ControlReply;
import caravan.model.Fill;
import caravan.model.IndexValue;
import caravan.model.Money;
import caravan.model.OrderGroupUpdate;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.PositionUpdate;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamMessage;
import caravan.model.UnderlyingValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What the private connection and the rarer channels say, through the real routes into the real tables. */
class FurtherTablesTest extends RecordedTablesTest {
    private static final OffsetDateTime EXCHANGE_TIME = OffsetDateTime.parse("2026-11-20T10:00:00.123456Z");

    private static final Communication.Offer OFFER = new Communication.Offer(
            "q1",
            "c1",
            "c2",
            "M",
            "E",
            Price.parse("0.35"),
            Price.parse("0.4"),
            Quantity.parse("10"),
            Quantity.parse("20.5"),
            Money.parse("35"),
            1);

    private static Fill fill() {
        return new Fill(
                "trade",
                "order",
                null,
                "FED",
                BookSide.ASK,
                Outcome.NO,
                Action.BUY,
                Price.parse("0.55"),
                Quantity.parse("1.5"),
                Money.parse("0.054600"),
                true,
                Quantity.parse("-3"),
                2,
                Recorder.TIME);
    }

    @Test
    void everyFillFrameIsARowAlsoTheSecondOfAFill() {
        recorder.send("direct:record-private", "fill", 0, fill());
        recorder.send("direct:record-private", "fill", 0, fill());
        recorder.send("direct:record-private", "subscribed", 0, new ControlReply.Subscribed(1, "fill", 7, List.of()));
        awaitRows("fill_messages", 2);
        assertThat(first("fill_messages"))
                .containsEntry("connection_id", 42L)
                .containsEntry("frame_number", 1L)
                .containsEntry("subscription", 7L)
                .containsEntry("received_time", OffsetDateTime.parse("2026-11-20T10:00:00.124456Z"))
                .containsEntry("exchange_time", EXCHANGE_TIME)
                .containsEntry("trade_id", "trade")
                .containsEntry("client_order_id", null)
                .containsEntry("book_side", "ask")
                .containsEntry("outcome", "no")
                .containsEntry("action", "buy")
                .containsEntry("yes_price_dollars", new BigDecimal("0.5500"))
                .containsEntry("quantity_contracts", new BigDecimal("1.50"))
                .containsEntry("fee_dollars", new BigDecimal("0.054600"))
                .containsEntry("taker", true)
                .containsEntry("position_after_contracts", new BigDecimal("-3.00"))
                .containsEntry("subaccount", 2);
    }

    @Test
    void orderUpdateIsARow() {
        assertThat(row(
                        "user_orders",
                        "user_order",
                        new OrderUpdate(
                                "order",
                                "mine",
                                "FED",
                                BookSide.BID,
                                OrderUpdate.Status.RESTING,
                                Price.parse("0.35"),
                                Quantity.parse("10"),
                                Quantity.parse("4"),
                                Quantity.parse("6"),
                                null,
                                "group",
                                null,
                                "Trade",
                                Recorder.TIME,
                                null,
                                Recorder.TIME)))
                .containsEntry("exchange_time", EXCHANGE_TIME)
                .containsEntry("order_id", "order")
                .containsEntry("book_side", "bid")
                .containsEntry("status", "resting")
                .containsEntry("filled_contracts", new BigDecimal("4.00"))
                .containsEntry("remaining_contracts", new BigDecimal("6.00"))
                .containsEntry("fees_dollars", null)
                .containsEntry("order_group_id", "group")
                .containsEntry("subaccount", null)
                .containsEntry("reason", "Trade")
                .containsEntry("created_time", EXCHANGE_TIME)
                .containsEntry("expiration_time", null);
    }

    @Test
    void positionIsARow() {
        assertThat(row(
                        "market_positions",
                        "market_position",
                        new PositionUpdate(
                                "FED",
                                Quantity.parse("-100"),
                                Money.parse("50"),
                                Money.parse("-10.123456"),
                                Money.parse("1"),
                                null,
                                Quantity.parse("150"),
                                0)))
                .containsEntry("ticker", "FED")
                .containsEntry("position_contracts", new BigDecimal("-100.00"))
                .containsEntry("cost_dollars", new BigDecimal("50.000000"))
                .containsEntry("realized_dollars", new BigDecimal("-10.123456"))
                .containsEntry("fees_dollars", new BigDecimal("1.000000"))
                .containsEntry("fee_cost_dollars", null)
                .containsEntry("volume_contracts", new BigDecimal("150.00"))
                .containsEntry("subaccount", 0);
    }

    @Test
    void orderGroupIsARow() {
        assertThat(row(
                        "order_group_updates",
                        "order_group_updates",
                        new OrderGroupUpdate("og", "limit_updated", Quantity.parse("150"), Recorder.TIME)))
                .containsEntry("sequence", 5L)
                .containsEntry("exchange_time", EXCHANGE_TIME)
                .containsEntry("order_group_id", "og")
                .containsEntry("change", "limit_updated")
                .containsEntry("limit_contracts", new BigDecimal("150.00"));
    }

    @Test
    void requestForQuotesIsARow() {
        assertThat(row(
                        "communications",
                        "rfq_created",
                        new Communication.Requested(
                                "r1", null, "M", "E", null, Money.parse("35"), "C", "[{}]", Recorder.TIME)))
                .containsEntry("type", "rfq_created")
                .containsEntry("request_id", "r1")
                .containsEntry("requester_id", null)
                .containsEntry("event_ticker", "E")
                .containsEntry("quantity_contracts", null)
                .containsEntry("target_cost_dollars", new BigDecimal("35.000000"))
                .containsEntry("collection_ticker", "C")
                .containsEntry("legs", "[{}]")
                .containsEntry("quote_id", null)
                .containsEntry("order_id", null);
    }

    @Test
    void deletedRequestIsARow() {
        assertThat(row(
                        "communications",
                        "rfq_deleted",
                        new Communication.RequestDeleted("r1", "c2", "M", null, Quantity.parse("7"), null, null)))
                .containsEntry("type", "rfq_deleted")
                .containsEntry("requester_id", "c2")
                .containsEntry("quantity_contracts", new BigDecimal("7.00"))
                .containsEntry("legs", null);
    }

    @Test
    void quoteIsARow() {
        assertThat(row("communications", "quote_created", new Communication.Quoted("r1", OFFER, Recorder.TIME)))
                .containsEntry("request_id", "r1")
                .containsEntry("requester_id", "c2")
                .containsEntry("ticker", "M")
                .containsEntry("target_cost_dollars", new BigDecimal("35.000000"))
                .containsEntry("quote_id", "q1")
                .containsEntry("quoter_id", "c1")
                .containsEntry("bid_price_dollars", new BigDecimal("0.3500"))
                .containsEntry("ask_price_dollars", new BigDecimal("0.4000"))
                .containsEntry("bid_quantity_contracts", new BigDecimal("10.00"))
                .containsEntry("ask_quantity_contracts", new BigDecimal("20.50"))
                .containsEntry("subaccount", 1)
                .containsEntry("accepted_outcome", null);
    }

    @Test
    void acceptedQuoteIsARow() {
        assertThat(row(
                        "communications",
                        "quote_accepted",
                        new Communication.Accepted("r1", OFFER, Outcome.NO, Quantity.parse("50"))))
                .containsEntry("exchange_time", null)
                .containsEntry("quote_id", "q1")
                .containsEntry("accepted_outcome", "no")
                .containsEntry("accepted_contracts", new BigDecimal("50.00"))
                .containsEntry("order_id", null);
    }

    @Test
    void executedQuoteIsARow() {
        assertThat(row(
                        "communications",
                        "quote_executed",
                        new Communication.Executed("r1", "q1", "c1", "c2", "o1", "mine", "M", 4, Recorder.TIME)))
                .containsEntry("quote_id", "q1")
                .containsEntry("quoter_id", "c1")
                .containsEntry("requester_id", "c2")
                .containsEntry("bid_price_dollars", null)
                .containsEntry("subaccount", 4)
                .containsEntry("accepted_contracts", null)
                .containsEntry("order_id", "o1")
                .containsEntry("client_order_id", "mine");
    }

    @Test
    void indexValueIsARow() {
        assertThat(row(
                        "index_values",
                        "cfbenchmarks_value_5hz",
                        new IndexValue(
                                "BRTI",
                                new BigDecimal("123456789012345678.0123456789"),
                                new IndexValue.Average(new BigDecimal("68000.12"), 3),
                                null,
                                "{}",
                                null,
                                Recorder.TIME)))
                .containsEntry("type", "cfbenchmarks_value_5hz")
                .containsEntry("index_id", "BRTI")
                .containsEntry("index_value", new BigDecimal("123456789012345678.0123456789"))
                .containsEntry("last_minute_average", new BigDecimal("68000.1200000000"))
                .containsEntry("last_minute_count", 3)
                .containsEntry("quarter_hour_average", null)
                .containsEntry("quarter_hour_count", null)
                .containsEntry("vendor_text", "{}")
                .containsEntry("vendor_time", null)
                .containsEntry("exchange_time", EXCHANGE_TIME);
    }

    @Test
    void underlyingValueIsARow() {
        assertThat(row(
                        "underlying_values",
                        "pyth_value",
                        new UnderlyingValue("Metal.XAU/USD", new BigDecimal("2365.12345"), Recorder.TIME, null)))
                .containsEntry("sequence", 5L)
                .containsEntry("underlying", "Metal.XAU/USD")
                .containsEntry("price_dollars", new BigDecimal("2365.1234500000"))
                .containsEntry("vendor_time", EXCHANGE_TIME);
    }

    @Test
    void privateConnectionDoesNotWaitForARecorderThatStands() throws Exception {
        CountDownLatch stands = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicInteger recorded = new AtomicInteger();
        recorder.camel.getRouteController().stopRoute("recording");
        recorder.camel.removeRoute("recording");
        recorder.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record").process(exchange -> {
                    stands.countDown();
                    goesOn.await(30, TimeUnit.SECONDS);
                    recorded.incrementAndGet();
                });
            }
        });
        recorder.send("direct:record-private", "fill", 0, fill());
        stands.await(10, TimeUnit.SECONDS);
        for (int i = 0; i < 10_003; i++) {
            recorder.send("direct:record-private", "fill", 0, fill());
        }
        assertThat(recorder.count("recording.dropped")).isEqualTo(3);
        goesOn.countDown();
        await().until(() -> recorded.get() == 10_001);
    }

    @Test
    void rawFramesOfBothConnectionsAreKeptWhenAskedFor() throws Exception {
        recorder.close();
        recorder = recorder("recording.raw", "true");
        recorder.recordDeltas(2);
        recorder.send("direct:record-private", "fill", 0, fill());
        awaitRows("fill_messages", 1);
        recorder.close();
        try (Stream<Path> files = Files.list(folder.resolve("raw"));
                GZIPInputStream lines =
                        new GZIPInputStream(Files.newInputStream(files.toList().get(0)))) {
            assertThat(new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("\"text\":\"{\\\"frame\\\":"));
        }
    }

    @Test
    void rawFramesAreNotKeptUnlessAskedFor() {
        recorder.recordDeltas(2);
        awaitRows("orderbook_deltas", 2);
        assertThat(folder.resolve("raw")).doesNotExist();
    }

    private Map<String, Object> row(String table, String type, StreamMessage message) {
        recorder.record(type, 5, message);
        awaitRows(table, 1);
        return first(table);
    }

    private Map<String, Object> first(String table) {
        return sql.queryForList("select * from " + table + " order by frame_number")
                .get(0);
    }

    private void awaitRows(String table, int count) {
        awaitRows(table, count, Duration.ofSeconds(20));
    }
}
