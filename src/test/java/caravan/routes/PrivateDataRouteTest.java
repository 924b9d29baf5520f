package caravan.routes;

import caravan.kalshi.KalshiConstants;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CamelMainTest(
        properties = "camel.main.routes-include-pattern=file:routes/private-data.camel.yaml",
        replaceRouteFromWith = "private-data=direct:stream",
        mockEndpointsAndSkip = "seda:fills.*|seda:order-updates.*|seda:read-back-fills.*|direct:record.*")
class PrivateDataRouteTest {
    @EndpointInject("mock:seda:fills")
    private MockEndpoint fills;

    @EndpointInject("mock:seda:order-updates")
    private MockEndpoint orderUpdates;

    @EndpointInject("mock:seda:read-back-fills")
    private MockEndpoint readBack;

    @EndpointInject("mock:direct:record")
    private MockEndpoint record;

    @EndpointInject("direct:stream")
    private ProducerTemplate stream;

    @BeforeEach
    void nothingIsExpectedButWhatATestSays() {
        for (MockEndpoint neighbour : new MockEndpoint[] {fills, orderUpdates, readBack, record}) {
            neighbour.expectedMessageCount(0);
        }
    }

    @Test
    void fillGoesToFills() throws Exception {
        fills.expectedBodiesReceived("a fill");
        send("fill", "a fill");
    }

    @Test
    void orderUpdateGoesToPortfolio() throws Exception {
        orderUpdates.expectedBodiesReceived("an order");
        send("user_order", "an order");
    }

    @Test
    void readyAsksForWhatWasMissed() throws Exception {
        readBack.expectedMessageCount(1);
        send("ready", "ready");
    }

    @Test
    void whatCannotBeReadIsRecorded() throws Exception {
        record.expectedBodiesReceived("?");
        send("unreadable", "?");
    }

    @Test
    void othersGoNowhere() throws Exception {
        send("opened", "o");
        send("closed", "c");
        send("subscribed", "s");
    }

    private void send(String type, String body) throws Exception {
        stream.sendBodyAndHeader(body, KalshiConstants.TYPE, type);
        for (MockEndpoint neighbour : new MockEndpoint[] {fills, orderUpdates, readBack, record}) {
            neighbour.setAssertPeriod(50);
            neighbour.assertIsSatisfied();
        }
    }
}
