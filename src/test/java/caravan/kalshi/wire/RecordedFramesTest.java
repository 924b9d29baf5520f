package caravan.kalshi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.model.Unreadable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real traffic from 2025 to 2026 is read whole. */
class RecordedFramesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ws_demo_fills_2026-07-01.jsonl               | {fill=2}
                    ws_demo_orderbook_nolegprice_2026-06-11.jsonl| {orderbook_delta=4, orderbook_snapshot=1, subscribed=2}
                    ws_demo_orderbook_yesprice_2026-06-11.jsonl  | {orderbook_delta=2, orderbook_snapshot=1, subscribed=2}
                    ws_demo_session_2026-07-01_first150.jsonl    | {ok=4, orderbook_delta=139, orderbook_snapshot=5, subscribed=2}
                    ws_prod_frames_2026-04-18.jsonl              | {error=3, orderbook_delta=61, orderbook_snapshot=8, subscribed=2}
                    ws_prod_oldstyle_snippets_2025_part.jsonl    | {market_lifecycle_v2=1, orderbook_delta=1, ticker=2, trade=1}
                    """)
    void everyFrameIsRead(String file, String expectedCounts) throws IOException {
        StreamDecoder decoder = new StreamDecoder();
        Map<String, Integer> counts = new TreeMap<>();
        for (String frame : RecordedFrames.frames(file)) {
            StreamDecoder.Decoded decoded = decoder.decode(frame, file.contains("yesprice"));
            assertThat(decoded.message()).as(frame).isNotInstanceOf(Unreadable.class);
            counts.merge(decoded.type(), 1, Integer::sum);
        }
        assertThat(counts).hasToString(expectedCounts);
    }
}
