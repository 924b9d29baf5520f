package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static caravan.kalshi.wire.Decoding.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Action;
import caravan.model.BookSide;
import caravan.model.Fill;
import caravan.model.Money;
import caravan.model.OrderUpdate;
import caravan.model.Outcome;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountMessagesTest {
    @Test
    void fillInTheCurrentForm() {
        assertThat(decode("""
                                {"type":"fill","sid":13,"msg":{"trade_id":"d91bc706","order_id":"ee587a1c",
                                "client_order_id":"my-1","market_ticker":"HIGHNY-22DEC23-B53.5","exchange_index":0,
                                "is_taker":true,"side":"yes","yes_price_dollars":"0.7550","count_fp":"278.25",
                                "fee_cost":"3.648800","action":"buy","ts":1671899397,"ts_ms":1671899397001,
                                "post_position_fp":"-500.00","purchased_side":"yes","outcome_side":"yes",
                                "book_side":"bid","subaccount":3}}"""))
                .isEqualTo(new Fill(
                        "d91bc706",
                        "ee587a1c",
                        "my-1",
                        "HIGHNY-22DEC23-B53.5",
                        BookSide.BID,
                        Outcome.YES,
                        Action.BUY,
                        Price.parse("0.7550"),
                        Quantity.parse("278.25"),
                        Money.parse("3.6488"),
                        true,
                        Quantity.ofContracts(-500),
                        3,
                        Instant.ofEpochMilli(1_671_899_397_001L)));
    }

    @Test
    void fillInWholeCents() {
        assertThat(decode("""
                                {"type":"fill","sid":13,"msg":{"trade_id":"t","order_id":"o","market_ticker":"M",
                                "is_taker":false,"side":"no","yes_price":75,"no_price":25,"count":278,"action":"sell",
                                "ts":1671899397,"post_position":500}}"""))
                .isEqualTo(new Fill(
                        "t",
                        "o",
                        null,
                        "M",
                        BookSide.BID,
                        Outcome.NO,
                        Action.SELL,
                        Price.parse("0.75"),
                        Quantity.ofContracts(278),
                        null,
                        false,
                        Quantity.ofContracts(500),
                        null,
                        Instant.ofEpochSecond(1_671_899_397)));
    }

    @Test
    void fillInTheFormOfTheFirstListeners() {
        assertThat(decode("""
                                {"type":"fill","sid":6,"msg":{"trade_id":"t","order_id":"o","market_ticker":"FED",
                                "side":"buy","count":100,"price_dollars":0.45,"fee_dollars":0.045,"rebate_dollars":0.005,
                                "post_position":100,"ts":1669149841}}"""))
                .isEqualTo(new Fill(
                        "t",
                        "o",
                        null,
                        "FED",
                        BookSide.BID,
                        Outcome.YES,
                        Action.BUY,
                        Price.parse("0.45"),
                        Quantity.ofContracts(100),
                        Money.parse("0.04"),
                        null,
                        Quantity.ofContracts(100),
                        null,
                        Instant.ofEpochSecond(1_669_149_841)));
    }

    /** What a person reads: the legacy words where they agree with the direction, else a purchase of what was bought. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    'book_side':'bid'                                                | BID | YES | BUY
                    'book_side':'ask'                                                | ASK | NO  | BUY
                    'outcome_side':'no'                                              | ASK | NO  | BUY
                    'purchased_side':'yes'                                           | BID | YES | BUY
                    'book_side':'ask','side':'yes','action':'sell'                   | ASK | YES | SELL
                    'book_side':'ask','side':'yes','action':'sell_to_close'          | ASK | YES | SELL
                    'book_side':'bid','side':'no','action':'sell_partial'            | BID | NO  | SELL
                    'book_side':'ask','side':'no','action':'buy'                     | ASK | NO  | BUY
                    'book_side':'ask','side':'yes','action':'buy'                    | ASK | NO  | BUY
                    'book_side':'bid','side':'no','action':''                        | BID | YES | BUY
                    'outcome_side':'no','book_side':'','side':'yes','action':'buy'   | ASK | NO  | BUY
                    'purchased_side':'no','outcome_side':'yes','side':'no'           | BID | YES | BUY
                    'side':'yes','action':'buy'                                      | BID | YES | BUY
                    'side':'yes','action':'sell'                                     | ASK | YES | SELL
                    'side':'no','action':'buy'                                       | ASK | NO  | BUY
                    'side':'no','action':'sell'                                      | BID | NO  | SELL
                    'side':'sell'                                                    | ASK | NO  | BUY
                    """)
    void directionComesFromTheNewestWord(String fields, BookSide side, Outcome outcome, Action action) {
        Fill fill = (Fill) decode(
                fill("'trade_id':'t','order_id':'o','yes_price_dollars':'0.40','count_fp':'1','ts':1," + fields));
        assertThat(fill.side()).isEqualTo(side);
        assertThat(fill.outcome()).isEqualTo(outcome);
        assertThat(fill.action()).isEqualTo(action);
        assertThat(fill.price()).isEqualTo(Price.parse("0.40"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'no_price_dollars':'0.6250'",
                "'no_price_fixed':'0.6250','no_price':63",
                "'yes_price_fixed':'0.3750','yes_price':37",
                "'yes_price_dollars':'0.3750','no_price_dollars':'0.6250'",
                "'yes_price_dollars':'','no_price_dollars':'0.6250'",
                "'yes_price_dollars':null,'no_price_dollars':'0.6250','yes_price':37",
            })
    void fillHasTheYesPriceWhicheverIsTold(String price) {
        assertThat(decode(fill("'trade_id':'t','order_id':'o','book_side':'ask','count_fp':'1','ts':1," + price)))
                .isInstanceOfSatisfying(
                        Fill.class, fill -> assertThat(fill.price()).isEqualTo(Price.parse("0.3750")));
    }

    @Test
    void fillWithNoPriceInCentsHasTheYesPrice() {
        assertThat(decode(fill("'trade_id':'t','order_id':'o','book_side':'ask','count_fp':'1','ts':1,'no_price':63")))
                .isInstanceOfSatisfying(
                        Fill.class, fill -> assertThat(fill.price()).isEqualTo(Price.parse("0.37")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    'order_id':'o'                                  | expected 'trade_id', found none
                    'trade_id':'t'                                  | expected 'order_id', found none
                    'trade_id':'','order_id':'o'                    | expected 'trade_id', found none
                    'trade_id':null,'order_id':'o'                  | expected 'trade_id', found none
                    'trade_id':{},'order_id':'o'                    | expected a plain value in 'trade_id', found an object
                    'trade_id':'t','order_id':'o','fee_cost':'1e9'  | fee_cost: expected a decimal number, found '1e9'
                    'trade_id':'t','order_id':'o','is_taker':'no'   | is_taker: expected true or false, found 'no'
                    'trade_id':'t','order_id':'o','subaccount':1.5  | subaccount: expected a whole number, found '1.5'
                    'trade_id':'t','order_id':'o','outcome_side':'' | expected 'ts_ms', found none
                    'trade_id':'t','trade_id':'u','order_id':'o'    | expected 'trade_id' once, found it twice
                    """)
    void incompleteFillIsRefused(String fields, String reason) {
        String frame = fill("'book_side':'bid','yes_price_dollars':'0.40','count_fp':'1'," + fields);
        assertThat(unreadable(frame).reason()).isEqualTo(reason);
        assertThat(unreadable(frame).type()).isEqualTo("fill");
    }

    @Test
    void fillWithoutADirectionIsRefused() {
        assertThat(unreadable(fill("'trade_id':'t','order_id':'o','yes_price':40,'count':1,'side':'yes','ts':1"))
                        .reason())
                .isEqualTo("expected 'book_side', 'outcome_side', or 'side' with 'action', found side 'yes' and action"
                        + " 'null'");
    }

    @Test
    void orderInTheCurrentForm() {
        assertThat(decode("""
                                {"type":"user_order","sid":22,"msg":{"order_id":"ee587a1c","user_id":"a1b2","ticker":"FED",
                                "exchange_index":0,"status":"canceled","side":"yes","is_yes":true,"outcome_side":"no",
                                "book_side":"ask","yes_price_dollars":"0.3500","fill_count_fp":"2.50",
                                "remaining_count_fp":"0.00","initial_count_fp":"10.00",
                                "taker_fees_dollars":"0.010000","maker_fees_dollars":"0.002500","client_order_id":"my-1",
                                "order_group_id":"g","created_time":"2026-11-20T10:00:00Z","created_ts_ms":1795168800000,
                                "last_updated_ts_ms":1795168801000,"expiration_ts_ms":1795168860000,
                                "subaccount_number":0,"last_update_reason":"ExpiryCancel"}}"""))
                .isEqualTo(new OrderUpdate(
                        "ee587a1c",
                        "my-1",
                        "FED",
                        BookSide.ASK,
                        OrderUpdate.Status.CANCELED,
                        Price.parse("0.35"),
                        Quantity.ofContracts(10),
                        Quantity.parse("2.50"),
                        Quantity.ZERO,
                        Money.parse("0.0125"),
                        "g",
                        0,
                        "ExpiryCancel",
                        Instant.ofEpochMilli(1_795_168_800_000L),
                        Instant.ofEpochMilli(1_795_168_860_000L),
                        Instant.ofEpochMilli(1_795_168_801_000L)));
    }

    @Test
    void orderWithTheLeast() {
        assertThat(decode("""
                                {"type":"user_order","msg":{"order_id":"o","ticker":"FED","status":"pending_something",
                                "side":"no","no_price":65,"fill_count":1,"remaining_count":2,"created_ts_ms":null,
                                "created_time":"2026-11-20T10:00:00.5Z"}}"""))
                .isEqualTo(new OrderUpdate(
                        "o",
                        null,
                        "FED",
                        BookSide.ASK,
                        OrderUpdate.Status.UNKNOWN,
                        Price.parse("0.35"),
                        Quantity.ofContracts(3),
                        Quantity.ofContracts(1),
                        Quantity.ofContracts(2),
                        null,
                        null,
                        null,
                        null,
                        Instant.parse("2026-11-20T10:00:00.5Z"),
                        null,
                        Instant.parse("2026-11-20T10:00:00.5Z")));
    }

    private static String fill(String fields) {
        return ("{'type':'fill','sid':1,'msg':{'market_ticker':'M'," + fields + "}}").replace('\'', '"');
    }
}
