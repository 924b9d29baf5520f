package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static caravan.kalshi.wire.Decoding.decodeYesPrices;
import static caravan.kalshi.wire.Decoding.unreadable;
import static caravan.model.BookSide.ASK;
import static caravan.model.BookSide.BID;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookSide;
import caravan.model.BookUpdate;
import caravan.model.BookUpdate.Level;
import caravan.model.Price;
import caravan.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookMessagesTest {
    @Test
    void snapshotListsBothSidesInYesPrices() {
        assertThat(decode("""
                                {"type":"orderbook_snapshot","sid":2,"seq":7,"msg":{"market_ticker":"FED-23DEC-T3.00",
                                "market_id":"9b0f","yes_dollars_fp":[["0.0800","300.00"],["0.2200","333.33"]],
                                "no_dollars_fp":[["0.5400","20.00"],["0.5625","146.00"]]}}
                                """))
                .isEqualTo(new BookUpdate.Snapshot(
                        "FED-23DEC-T3.00",
                        2,
                        7,
                        List.of(
                                level(BID, "0.08", "300"),
                                level(BID, "0.22", "333.33"),
                                level(ASK, "0.46", "20"),
                                level(ASK, "0.4375", "146"))));
    }

    @Test
    void noPricesThatAreYesPricesAlreadyAreKept() {
        assertThat(decodeYesPrices(snapshot("'no_dollars_fp':[['0.5200','1.00']]")))
                .isEqualTo(new BookUpdate.Snapshot("M", 1, 2, List.of(level(ASK, "0.52", "1"))));
        assertThat(decodeYesPrices(delta("'price_dollars':'0.5200','delta_fp':'-1.00','side':'no'")))
                .isEqualTo(change(ASK, "0.52", "-1"));
    }

    @Test
    void wholeCentsOfTheNoSideAreAlwaysNoPrices() {
        String frame = snapshot("'yes':[[8,300]],'no':[[54,20]]");
        var expected = new BookUpdate.Snapshot("M", 1, 2, List.of(level(BID, "0.08", "300"), level(ASK, "0.46", "20")));
        assertThat(decode(frame)).isEqualTo(expected);
        assertThat(decodeYesPrices(frame)).isEqualTo(expected);
        assertThat(decodeYesPrices(delta("'price':51,'delta':-1,'side':'no'"))).isEqualTo(change(ASK, "0.49", "-1"));
    }

    @Test
    void dollarsWinOverCents() {
        assertThat(decode(snapshot(
                        "'yes':[[8,300]],'yes_dollars':[['0.085',300]],'no':[[54,20]],'no_dollars':[['0.545',20]]")))
                .isEqualTo(new BookUpdate.Snapshot(
                        "M", 1, 2, List.of(level(BID, "0.085", "300"), level(ASK, "0.455", "20"))));
        assertThat(decode(snapshot("'yes':[[8,300]],'yes_dollars_fp':[['0.0850','300.50']]")))
                .isEqualTo(new BookUpdate.Snapshot("M", 1, 2, List.of(level(BID, "0.085", "300.50"))));
        assertThat(decode(delta("'price':96,'price_dollars':'0.9650','delta':-54,'delta_fp':'-54.25','side':'yes'")))
                .isEqualTo(change(BID, "0.9650", "-54.25"));
    }

    @Test
    void absentSideIsEmpty() {
        assertThat(decode(snapshot("'market_id':'9b0f'"))).isEqualTo(new BookUpdate.Snapshot("M", 1, 2, List.of()));
        assertThat(decode(snapshot("'yes_dollars_fp':null,'no_dollars_fp':[]")))
                .isEqualTo(new BookUpdate.Snapshot("M", 1, 2, List.of()));
    }

    @Test
    void deltaIsAChangeAtOnePrice() {
        assertThat(decode(delta("'price_dollars':'0.9600','delta_fp':'-54.00','side':'yes'")))
                .isEqualTo(change(BID, "0.96", "-54"));
        assertThat(decode(delta("'price_dollars':'0.7400','delta_fp':'1.84','side':'no'")))
                .isEqualTo(change(ASK, "0.26", "1.84"));
    }

    @Test
    void deltaNamesOurOrderAndItsTimeToTheMicrosecond() {
        assertThat(
                        decode(
                                delta(
                                        "'price_dollars':'0.96','delta_fp':'1','side':'yes','client_order_id':'mine','ts':'2026-11-20T10:00:00.123456Z','ts_ms':1795168800123")))
                .isEqualTo(new BookUpdate.Delta(
                        "M",
                        1,
                        2,
                        BID,
                        Price.parse("0.96"),
                        Quantity.ofContracts(1),
                        "mine",
                        Instant.parse("2026-11-20T10:00:00.123456Z")));
    }

    @Test
    void fieldsComeInAnyOrder() {
        assertThat(decode("""
                                {"msg":{"side":"yes","delta_fp":"5","price_dollars":"0.5","market_ticker":"M"},
                                "sending_ts_ms":1795168800123,"seq":2,"sid":1,"type":"orderbook_delta"}""")).isEqualTo(change(BID, "0.50", "5"));
    }

    @Test
    void subscriptionAndPlaceAreToldEvenOfWhatIsUnreadable() {
        StreamDecoder.Decoded decoded =
                new StreamDecoder().decode(delta("'price_dollars':'0.00001','delta_fp':'1','side':'yes'"), false);
        assertThat(decoded.type()).isEqualTo("unreadable");
        assertThat(decoded.subscription()).isEqualTo(1);
        assertThat(decoded.sequence()).isEqualTo(2);
        assertThat(decoded.message())
                .hasToString("Unreadable[type=orderbook_delta, ticker=M, reason=price_dollars: expected at most 4"
                        + " decimals, found '0.00001']");
    }

    @Test
    void oneDecoderServesManyThreads() {
        StreamDecoder decoder = new StreamDecoder();
        assertThat(IntStream.range(0, 20_000).parallel().mapToObj(units -> {
                    String price = new Price(units % 10_001).toString();
                    String frame = delta("'price_dollars':'" + price + "','delta_fp':'1','side':'yes'");
                    return decoder.decode(frame, false).message().equals(change(BID, price, "1"));
                }))
                .doesNotContain(false);
    }

    @Test
    void brokenLevelsAreRefused() {
        assertThat(unreadable(snapshot("'yes_dollars_fp':[['0.5']]")).reason())
                .isEqualTo("expected a plain value in 'yes_dollars_fp', found the end of the list");
        assertThat(unreadable(snapshot("'yes_dollars_fp':[['0.5','1','2']]")).reason())
                .isEqualTo("expected the end of [price, quantity] in 'yes_dollars_fp', found text");
        assertThat(unreadable(snapshot("'yes_dollars_fp':['0.5','1']")).reason())
                .isEqualTo("expected [price, quantity] in 'yes_dollars_fp', found text");
        assertThat(unreadable(snapshot("'yes_dollars_fp':{'0.5':'1'}")).reason())
                .isEqualTo("expected a list of [price, quantity] in 'yes_dollars_fp', found an object");
        assertThat(unreadable(snapshot("'yes_dollars_fp':[['1.2','1']]")).reason())
                .isEqualTo("yes_dollars_fp: price must be 0 to 1 dollar, was '1.2'");
        assertThat(unreadable(snapshot("'no':[[101,1]]")).reason())
                .isEqualTo("no: price must be 0 to 100 cents, was 101");
        assertThat(unreadable(snapshot("'yes_dollars_fp':[['0.5','-1']]")).reason())
                .isEqualTo("yes_dollars_fp: expected a quantity of 0 or more, found -1.00");
        assertThat(unreadable(snapshot("'yes_dollars_fp':[[null,'1']]")).reason())
                .contains("yes_dollars_fp");
    }

    @Test
    void deltaWithoutAPriceSideOrChangeIsRefused() {
        assertThat(unreadable(delta("'delta_fp':'1','side':'yes'")).reason())
                .isEqualTo("expected 'price_dollars', found none");
        assertThat(unreadable(delta("'price_dollars':'','delta_fp':'1','side':'yes'"))
                        .reason())
                .isEqualTo("expected 'price_dollars', found none");
        assertThat(unreadable(delta("'price_dollars':'0.5','side':'yes'")).reason())
                .isEqualTo("expected 'delta_fp', found none");
        assertThat(unreadable(delta("'price_dollars':'0.5','delta_fp':'1'")).reason())
                .isEqualTo("expected 'side', found none");
        assertThat(unreadable(delta("'price_dollars':'0.5','delta_fp':'1','side':'maybe'"))
                        .reason())
                .isEqualTo("side: expected bid, ask, yes or no, found 'maybe'");
    }

    private static String snapshot(String fields) {
        return frame("orderbook_snapshot", fields);
    }

    private static String delta(String fields) {
        return frame("orderbook_delta", fields);
    }

    private static String frame(String type, String fields) {
        return ("{'type':'" + type + "','sid':1,'seq':2,'msg':{'market_ticker':'M'," + fields + "}}\n")
                .replace('\'', '"');
    }

    private static Level level(BookSide side, String price, String quantity) {
        return new Level(side, Price.parse(price), Quantity.parse(quantity));
    }

    private static BookUpdate change(BookSide side, String price, String quantity) {
        return new BookUpdate.Delta("M", 1, 2, side, Price.parse(price), Quantity.parse(quantity), null, null);
    }
}
