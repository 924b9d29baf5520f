package caravan.kalshi.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import caravan.Shared;
import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.Event;
import caravan.model.Fill;
import caravan.model.Market;
import caravan.model.Money;
import caravan.model.OrderBook;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.Page;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.rules.PriceGrid;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestDecoderTest {
    @Test
    void fillsInTheCurrentForm() {
        Page<Fill> page = RestDecoder.fills(json("""
                        {"cursor":"next","fills":[{"action":"buy","book_side":"ask","count_fp":"1.25",
                        "created_time":"2026-06-11T06:29:30.164956Z","exchange_index":0,"fee_cost":"0.017500","fill_id":"t",
                        "is_taker":false,"market_ticker":"M","no_price_dollars":"0.4800","order_id":"o",
                        "outcome_side":"no","side":"no","subaccount_number":2,"ticker":"M","trade_id":"t",
                        "ts":1781159370,"yes_price_dollars":"0.5200"}]}"""));
        assertThat(page)
                .isEqualTo(new Page<>(
                        List.of(new Fill(
                                "t",
                                "o",
                                null,
                                "M",
                                BookSide.ASK,
                                Outcome.NO,
                                Action.BUY,
                                Price.parse("0.52"),
                                Quantity.parse("1.25"),
                                Money.parse("0.0175"),
                                false,
                                null,
                                2,
                                Instant.parse("2026-06-11T06:29:30.164956Z"))),
                        "next"));
    }

    @Test
    void orderBooksHaveYesPrices() {
        List<OrderBook> books = RestDecoder.orderBooks(json("""
                        {"orderbooks":[{"ticker":"M","orderbook_fp":{"yes_dollars":[["0.0800","300.00"],["0.2200","1.50"]],
                        "no_dollars":[["0.5400","20.00"]]}},{"ticker":"N","orderbook":{"yes":[[8,300]],"no":null}}]}"""));
        assertThat(books)
                .containsExactly(
                        new OrderBook(
                                "M",
                                List.of(
                                        level(BookSide.BID, "0.08", "300"),
                                        level(BookSide.BID, "0.22", "1.5"),
                                        level(BookSide.ASK, "0.46", "20"))),
                        new OrderBook("N", List.of(level(BookSide.BID, "0.08", "300"))));
    }

    private static BookUpdate.Level level(BookSide side, String price, String quantity) {
        return new BookUpdate.Level(side, Price.parse(price), Quantity.parse(quantity));
    }

    @Test
    void fillsOfJanuary2026() {
        Page<Fill> page = RestDecoder.fills(json("""
                        {"fills":[{"action":"sell","count":32,"created_time":"2026-01-10T16:11:11.109554Z","fill_id":"f",
                        "is_taker":true,"market_ticker":"M","no_price":40,"no_price_fixed":"0.3950","order_id":"o",
                        "price":0.6,"side":"yes","ticker":"M","ts":1768061471,"yes_price":60,
                        "yes_price_fixed":"0.6050"}],"cursor":""}"""));
        assertThat(page.isLast()).isTrue();
        assertThat(page.items())
                .containsExactly(new Fill(
                        "f",
                        "o",
                        null,
                        "M",
                        BookSide.ASK,
                        Outcome.YES,
                        Action.SELL,
                        Price.parse("0.6050"),
                        Quantity.ofContracts(32),
                        null,
                        true,
                        null,
                        null,
                        Instant.parse("2026-01-10T16:11:11.109554Z")));
    }

    @Test
    void fillInWholeCentsAndSeconds() {
        Fill fill = RestDecoder.fills(json("""
                                {"fills":[{"trade_id":"t","order_id":"o","ticker":"M","side":"no","action":"buy","count":3,
                                "no_price":40,"yes_price":60,"ts":1768061471}]}""")).items().get(0);
        assertThat(fill.price()).isEqualTo(Price.ofCents(60));
        assertThat(fill.tradedPrice()).isEqualTo(Price.ofCents(40));
        assertThat(fill.exchangeTime()).isEqualTo(Instant.ofEpochSecond(1_768_061_471));
    }

    @Test
    void unreadableFillIsNamedAndItsNeighboursAreThere() {
        Page<Fill> page = RestDecoder.fills(json("""
                        {"fills":[{"trade_id":"t","order_id":"o","ticker":"M","book_side":"bid","count":3,
                        "yes_price":60,"ts":1768061471},{"trade_id":"u"},{"trade_id":"v","order_id":"o","ticker":"M",
                        "book_side":"ask","count":1,"yes_price":61,"ts":1768061472}],"cursor":"next"}"""));
        assertThat(page.items()).extracting(Fill::tradeId).containsExactly("t", "v");
        assertThat(page.cursor()).isEqualTo("next");
        assertThat(page.unreadable()).singleElement().asString().startsWith("fills[1]: expected 'book_side', ");
    }

    @Test
    void marketAsPeopleReadIt() {
        Market market = RestDecoder.market(json("""
                        {"market":{"ticker":"M","event_ticker":"E","title":"Will it?","yes_sub_title":"Lepchenko",
                        "no_sub_title":"","status":"active","yes_bid_dollars":"0.4700","yes_ask_dollars":"1.0000",
                        "last_price_dollars":"0.0000","open_time":"2026-06-11T05:39:29Z",
                        "close_time":"2026-06-25T16:00:00.5Z","expected_expiration_time":"2026-06-25T18:00:00Z",
                        "settlement_timer_seconds":300,"volume_fp":"1200.50","volume_24h_fp":"30.00","open_interest_fp":"7.00",
                        "custom_strike":{"tennis_competitor":"367d"},
                        "price_ranges":[{"start":"0","end":"1","step":"0.01"}],"floor_strike":95000.5,"result":""}}"""));
        assertThat(market)
                .isEqualTo(new Market(
                        "M",
                        "E",
                        "Will it?",
                        "Lepchenko",
                        null,
                        "active",
                        Price.parse("0.47"),
                        Price.parse("1"),
                        null,
                        Instant.parse("2026-06-11T05:39:29Z"),
                        Instant.parse("2026-06-25T16:00:00.5Z"),
                        Instant.parse("2026-06-25T18:05:00Z"),
                        Quantity.parse("1200.5"),
                        Quantity.parse("30"),
                        Quantity.parse("7"),
                        List.of(PriceGrid.Band.parse("0", "1", "0.01")),
                        null));
    }

    @Test
    void eventsOwnFeesAreToldApartFromThoseOfItsSeries() {
        assertThat(RestDecoder.events(json("""
                                {"events":[{"event_ticker":"E","series_ticker":"S","title":"Who?","mutually_exclusive":true,
                                "fee_type_override":"quadratic_with_maker_fees","fee_multiplier_override":0.5},
                                {"event_ticker":"F","fee_type_override":null}],"cursor":""}""")).items())
                .containsExactly(
                        new Event("E", "S", "Who?", true, "quadratic_with_maker_fees", new BigDecimal("0.5")),
                        new Event("F", null, null, null, null, null));
    }

    @Test
    void marketsInWholeCents() {
        Page<Market> page = RestDecoder.markets(json(
                "{\"markets\":[{\"ticker\":\"M\",\"yes_bid\":12,\"yes_ask\":14,\"last_price\":13}],\"cursor\":\"\"}"));
        assertThat(page.items())
                .containsExactly(new Market(
                        "M",
                        null,
                        null,
                        null,
                        null,
                        null,
                        Price.ofCents(12),
                        Price.ofCents(14),
                        Price.ofCents(13),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void orderOfJanuary2026() {
        OrderUpdate order = RestDecoder.order(json("""
                        {"order":{"action":"sell","client_order_id":"c","created_time":"2026-01-14T20:18:04.727473Z",
                        "expiration_time":null,"fill_count":1,"initial_count":2,
                        "last_update_time":"2026-01-14T20:18:05Z","maker_fees":3,"taker_fees":0,"no_price":70,
                        "no_price_dollars":"0.7000","order_group_id":null,"order_id":"o","remaining_count":1,
                        "side":"no","status":"resting","ticker":"M","type":"limit","yes_price":30,
                        "yes_price_dollars":"0.3000"}}"""));
        assertThat(order)
                .isEqualTo(new OrderUpdate(
                        "o",
                        "c",
                        "M",
                        BookSide.BID,
                        OrderUpdate.Status.RESTING,
                        Price.parse("0.30"),
                        Quantity.ofContracts(2),
                        Quantity.ofContracts(1),
                        Quantity.ofContracts(1),
                        Money.parse("0.03"),
                        null,
                        null,
                        null,
                        Instant.parse("2026-01-14T20:18:04.727473Z"),
                        null,
                        Instant.parse("2026-01-14T20:18:05Z")));
    }

    @Test
    void numbersKeepTheirDigits() {
        JsonNode read = json(
                "{\"fills\":[{\"trade_id\":\"t\",\"order_id\":\"o\",\"ticker\":\"M\",\"side\":\"buy\","
                        + "\"count\":100.00,\"price_dollars\":0.4510,\"fee_dollars\":0.1,\"rebate_dollars\":0.000001,\"ts\":1}]}");
        Fill fill = RestDecoder.fills(read).items().get(0);
        assertThat(fill.quantity()).isEqualTo(Quantity.ofContracts(100));
        assertThat(fill.price()).isEqualTo(Price.parse("0.451"));
        assertThat(fill.fee()).isEqualTo(Money.parse("0.099999"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                 | expected a list 'fills' in the answer, found missing
                    []                                 | expected a list 'fills' in the answer, found missing
                    {"fills":{}}                       | expected a list 'fills' in the answer, found object
                    """)
    void whatIsNoPageIsRefused(String body, String reason) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> RestDecoder.fills(json(body)))
                .withMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``
                    {
                    <html>
                    {"a":1,"a":2}
                    {} {}
                    {"a":NaN}
                    """)
    void whatIsNoJsonIsRefused(String body) {
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> RestDecoder.fills(json(body)))
                .withMessageStartingWith("expected ");
    }

    @Test
    void recordedFillsOfProductionAreReadWhole() throws IOException {
        byte[] recording = Files.readAllBytes(Shared.recording("rest_prod_portfolio_fills_redacted_2026-08.json"));
        Page<Fill> page = RestDecoder.fills(RestDecoder.read(recording).get("payload"));
        assertThat(page.items()).hasSize(33);
        assertThat(page.items().get(0))
                .isEqualTo(new Fill(
                        "00000000-0000-4000-8000-000000000001",
                        "00000000-0000-4000-8000-000000000002",
                        null,
                        "KXMVECROSSCATEGORY-REDACTED000",
                        BookSide.BID,
                        Outcome.YES,
                        Action.BUY,
                        Price.parse("0.001"),
                        Quantity.parse("227.27"),
                        Money.parse("0.015930"),
                        true,
                        null,
                        0,
                        Instant.parse("2026-08-18T09:00:00Z")));
    }

    @Test
    void recordedMarketOfProductionIsRead() throws IOException {
        byte[] recording = Files.readAllBytes(Shared.recording("rest_prod_market_single_2026-08.json"));
        Market market = RestDecoder.market(RestDecoder.read(recording).get("single"));
        assertThat(market.ticker()).isEqualTo("KXNCAAFGAME-26SEP19MSUND-ND");
        assertThat(market.yesSubTitle()).isEqualTo("Notre Dame");
        assertThat(market.bid()).isEqualTo(Price.parse("0.89"));
        assertThat(market.ask()).isEqualTo(Price.parse("0.94"));
    }

    /** The older recordings keep a body for each case; every fill, market and order in them is read. */
    @ParameterizedTest
    @CsvSource({
        "rest_v1_golden_2026-01_part.jsonl, 5, 1, 3",
        "rest_demo_v2_cases_2026-06-11_part.jsonl, 3, 1, 0",
        "rest_demo_rfq_accept_yes_2026-07-06.jsonl, 3, 1, 0",
    })
    void recordedBodiesAreRead(String file, int fills, int markets, int orders) throws IOException {
        int fillsRead = 0;
        int marketsRead = 0;
        int ordersRead = 0;
        for (String line : Files.readAllLines(Shared.recording(file))) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode recorded = json(line);
            JsonNode body = recorded.has("response") ? recorded.get("response") : recorded.path("data");
            JsonNode page = body.path("fills").isObject() ? body.get("fills") : body;
            fillsRead += page.has("fills") ? RestDecoder.fills(page).items().size() : 0;
            marketsRead += body.has("market") && RestDecoder.market(body).ticker() != null ? 1 : 0;
            for (JsonNode holder : body.has("orders") ? body.get("orders") : List.of(body)) {
                ordersRead += holder.has("order") && RestDecoder.order(holder).orderId() != null ? 1 : 0;
            }
        }
        assertThat(List.of(fillsRead, marketsRead, ordersRead)).isEqualTo(List.of(fills, markets, orders));
    }

    private static JsonNode json(String text) {
        return RestDecoder.read(text.getBytes(UTF_8));
    }
}
