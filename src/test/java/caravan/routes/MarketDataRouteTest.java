package caravan.routes;

import caravan.kalshi.KalshiConstants;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@CamelMainTest(
        properties = "camel.main.routes-include-pattern=file:routes/market-data.camel.yaml",
        replaceRouteFromWith = "market-data=direct:stream",
        mockEndpointsAndSkip = "direct:record.*")
class MarketDataRouteTest {
    @EndpointInject("mock:direct:record")
    private MockEndpoint record;

    @EndpointInject("direct:stream")
    private ProducerTemplate stream;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orderbook_delta",
                "orderbook_snapshot",
                "ticker",
                "trade",
                "market_lifecycle_v2",
                "event_lifecycle",
                "event_fee_update",
                "multivariate_market_lifecycle",
                "ticker_v2",
                "unreadable",
                "a_type_nobody_has_seen"
            })
    void everyKindOfMessageIsHandedToTheRecorderOnce(String type) throws Exception {
        record.expectedBodiesReceived("body of " + type);
        stream.sendBodyAndHeader("body of " + type, KalshiConstants.TYPE, type);
        record.assertIsSatisfied();
    }
}
