package caravan.kalshi.wire;

import static caravan.kalshi.wire.Decoding.decode;
import static caravan.kalshi.wire.Decoding.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.BookUpdate;
import caravan.model.MarketSummary;
import caravan.model.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever arrives, the stream goes on and the reason is short. */
class NonsenseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    []                                    | expected a JSON object, found a list
                    5                                     | expected a JSON object, found a number
                    null                                  | expected a JSON object, found null
                    {}                                    | expected a message type in 'type', found none
                    {'msg':{}}                            | expected a message type in 'type', found none
                    {'type':5}                            | expected text in 'type', found a number
                    {'type':null}                         | expected text in 'type', found null
                    {'type':'margin_call','msg':{}}       | unknown message type 'margin_call'
                    {'type':'ticker','type':'fill'}       | expected 'type' once, found it twice
                    {'type':'ticker'}                     | expected an object in 'msg', found nothing
                    {'type':'ticker','msg':null}          | expected an object in 'msg', found null
                    {'type':'ticker','msg':[1]}           | expected an object in 'msg', found a list
                    {'type':'ticker','msg':'M'}           | expected an object in 'msg', found text
                    {'type':'ticker','msg':{},'msg':{}}   | expected 'msg' once, found it twice
                    {'type':'ticker','msg':{}}            | expected 'market_ticker', found none
                    {'type':'ticker','sid':'1'}           | expected a whole number in 'sid', found text
                    {'type':'ticker','seq':1.5}           | expected a whole number in 'seq', found a number
                    {'type':'ok'} {}                      | expected nothing after the message, found an object
                    """)
    void reasonNamesWhatWasExpectedAndFound(String frame, String reason) {
        assertThat(unreadable(frame.replace('\'', '"')).reason()).isEqualTo(reason);
    }

    @Test
    void emptyTextIsUnreadable() {
        assertThat(unreadable("").reason()).isEqualTo("expected a JSON object, found nothing");
        assertThat(unreadable("\n").reason()).isEqualTo("expected a JSON object, found nothing");
    }

    @Test
    void everyTruncationOfAFrameIsUnreadable() {
        String frame = """
                {"type":"orderbook_delta","sid":1,"seq":2,"msg":{"market_ticker":"M","price_dollars":"0.5","delta_fp":"1","side":"yes"}}""";
        assertThat(decode(frame)).isInstanceOf(BookUpdate.Delta.class);
        for (int length = 0; length < frame.length(); length++) {
            assertThat(unreadable(frame.substring(0, length)).reason()).startsWith("expected ");
        }
        Unreadable half = unreadable(frame.substring(0, 90));
        assertThat(half.type()).isEqualTo("orderbook_delta");
        assertThat(half.ticker()).isEqualTo("M");
        assertThat(half.reason()).startsWith("expected JSON, found at character 90: ");
    }

    @Test
    void numberThatIsNoNumberIsUnreadable() {
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"price\":NaN}}")
                        .reason())
                .startsWith("expected JSON, found at character ");
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"price_dollars\":\"NaN\"}}")
                        .reason())
                .isEqualTo("price_dollars: expected a decimal number, found 'NaN'");
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"volume\":"
                                + "99999999999999999999}}")
                        .reason())
                .isEqualTo("volume: number is too large: '99999999999999999999'");
        assertThat(unreadable("{\"type\":\"ticker\",\"seq\":99999999999999999999}")
                        .reason())
                .startsWith("expected JSON, found at character ");
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"ts_ms\":9223372036854775807}}")
                        .reason())
                .isEqualTo("ts_ms: expected a time before the year 10000, found 9223372036854775807 ms");
    }

    @Test
    void hugeTextIsNotKept() {
        String huge = "x".repeat(10_000_000);
        assertThat(unreadable(huge).reason()).hasSizeLessThan(400);
        assertThat(unreadable("{\"type\":\"" + huge + "\"}").reason()).hasSizeLessThan(400);
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"" + huge + "\"}}")
                        .toString())
                .hasSizeLessThan(600);
        String long9000 = "x".repeat(9_000);
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"" + long9000 + "\"}}")
                        .toString())
                .hasSizeLessThan(1_000);
        assertThat(unreadable("{\"type\":\"" + long9000 + "\"}").toString()).hasSizeLessThan(1_000);
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"price_dollars\":\"" + long9000
                                + "\"}}")
                        .reason())
                .hasSizeLessThan(400);
    }

    @Test
    void hugeUnknownFieldIsIgnored() {
        assertThat(decode("{\"type\":\"ticker\",\"msg\":{\"market_ticker\":\"M\",\"essay\":\"" + "x".repeat(10_000_000)
                        + "\"}}"))
                .isInstanceOf(MarketSummary.class);
    }

    @Test
    void deepNestingIsUnreadable() {
        int depth = 100_000;
        assertThat(unreadable("[".repeat(depth)).reason()).hasSizeLessThan(400);
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":{\"essay\":" + "[".repeat(depth) + "]".repeat(depth) + "}}")
                        .reason())
                .contains("depth");
        assertThat(unreadable("{\"type\":\"ticker\",\"msg\":" + "{\"additional_metadata\":".repeat(depth))
                        .reason())
                .contains("depth");
    }
}
