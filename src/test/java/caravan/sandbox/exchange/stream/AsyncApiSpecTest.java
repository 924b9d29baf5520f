package caravan.sandbox.exchange.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import caravan.Shared;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification is read as it is meant: recorded frames fit, and wrong ones do not. */
class AsyncApiSpecTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @BeforeEach
    void requireTheDocument() {
        assumeThat(AsyncApiSpec.shared())
                .as("the exchange's specification is not part of the project")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws_demo_session_2026-07-01_first150.jsonl", "ws_demo_orderbook_yesprice_2026-06-11.jsonl"})
    void recordedFramesFit(String name) throws Exception {
        int frames = 0;
        for (String line : Shared.lines(name)) {
            JsonNode recorded = MAPPER.readTree(line);
            String frame = recorded.has("raw") ? recorded.path("raw").asText() : line;
            if (MAPPER.readTree(frame).path("type").isTextual()) {
                frames++;
                assertThat(AsyncApiObserver.violations(AsyncApiSpec.shared().orElseThrow(), frame))
                        .as(frame)
                        .isEmpty();
            }
        }
        assertThat(frames).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"trade\",\"sid\":1,\"seq\":1,\"msg\":{\"trade_id\":\"t\"}}",
                "{\"type\":\"subscribed\",\"sid\":1,\"msg\":{\"channel\":\"fill\",\"sid\":1}}",
                "{\"type\":\"ok\",\"sid\":1,\"seq\":\"1\",\"msg\":{}}",
                "{\"type\":\"novelty\",\"sid\":1,\"msg\":{}}"
            })
    void wrongFramesDoNotFit(String frame) {
        assertThat(AsyncApiObserver.violations(AsyncApiSpec.shared().orElseThrow(), frame))
                .isNotEmpty();
    }

    @Test
    void theReportNamesWhatIsMissing() {
        AsyncApiObserver.violations(
                AsyncApiSpec.shared().orElseThrow(), "{\"type\":\"unsubscribed\",\"sid\":1,\"seq\":1}");
        assertThat(AsyncApiSpec.shared().orElseThrow().report())
                .contains("covered: ", "unsubscribed", "not covered: ", "pyth_value");
    }
}
