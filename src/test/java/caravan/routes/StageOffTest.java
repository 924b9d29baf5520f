package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.kalshi.KalshiConstants;
import java.time.Duration;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** The stream's routes without the stages that they feed. */
@CamelMainTest(
        properties =
                "camel.main.routes-include-pattern=file:routes/market-data.camel.yaml,file:routes/private-data.camel.yaml",
        replaceRouteFromWith = {"market-data=direct:market-data", "private-data=direct:private-data"})
class StageOffTest {
    @EndpointInject("direct:market-data")
    private ProducerTemplate marketData;

    @EndpointInject("direct:private-data")
    private ProducerTemplate privateData;

    @Test
    void nothingWaitsForAStageThatIsSwitchedOff() {
        long start = System.nanoTime();
        for (String type : new String[] {"orderbook_delta", "ticker", "trade", "orderbook_snapshot", "unreadable"}) {
            marketData.sendBodyAndHeader("a message", KalshiConstants.TYPE, type);
        }
        for (String type : new String[] {"fill", "user_order", "ready", "unreadable"}) {
            privateData.sendBodyAndHeader("a message", KalshiConstants.TYPE, type);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
}
