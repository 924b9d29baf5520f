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
        mockEndpointsAndSkip =
                "seda:fills.*|seda:order-updates.*|seda:position-updates.*|seda:read-back-fills.*|direct:record-private.*"
                        + "|direct:keep-latest.*|direct:own-.*")
class PrivateDataRouteTest {
    @EndpointInject("mock:seda:fills")
    private MockEndpoint fills;

    @EndpointInject("mock:seda:order-updates")
    private MockEndpoint orderUpdates;

    @EndpointInject("mock:seda:position-updates")
    private MockEndpoint positionUpdates;

    @EndpointInject("mock:seda:read-back-fills")
    private MockEndpoint readBack;

    @EndpointInject("mock:direct:keep-latest")
    private MockEndpoint latest;

    @EndpointInject("mock:direct:own-fill")
    private MockEndpoint ownFill;

    @EndpointInject("mock:direct:own-order")
    private MockEndpoint ownOrder;

    @EndpointInject("mock:direct:record-private")
    private MockEndpoint record;

    @EndpointInject("direct:stream")
    private ProducerTemplate stream;

    @BeforeEach
    void nothingIsExpectedButWhatATestSays() {
        for (MockEndpoint neighbour : neighbours()) {
            neighbour.expectedMessageCount(0);
        }
    }

    private MockEndpoint[] neighbours() {
        return new MockEndpoint[] {fills, orderUpdates, positionUpdates, readBack, latest, ownFill, ownOrder};
    }

    @Test
    void fillGoesToFills() throws Exception {
        fills.expectedBodiesReceived("a fill");
        ownFill.expectedBodiesReceived("a fill");
        latest.expectedMessageCount(1);
        send("fill", "a fill");
    }

    @Test
    void orderUpdateGoesToPortfolio() throws Exception {
        orderUpdates.expectedBodiesReceived("an order");
        ownOrder.expectedBodiesReceived("an order");
        send("user_order", "an order");
    }

    @Test
    void positionGoesToWhoeverWantsIt() throws Exception {
        positionUpdates.expectedBodiesReceived("a position");
        latest.expectedMessageCount(1);
        send("market_position", "a position");
    }

    @Test
    void readyAsksForWhatWasMissed() throws Exception {
        readBack.expectedMessageCount(1);
        latest.expectedMessageCount(1);
        send("ready", "ready");
    }

    @Test
    void othersAreOnlyRecorded() throws Exception {
        send("unreadable", "?");
        send("order_group_updates", "g");
        send("subscribed", "s");
    }

    private void send(String type, String body) throws Exception {
        record.reset();
        record.expectedBodiesReceived(body);
        stream.sendBodyAndHeader(body, KalshiConstants.TYPE, type);
        record.assertIsSatisfied();
        for (MockEndpoint neighbour : neighbours()) {
            neighbour.setAssertPeriod(50);
            neighbour.assertIsSatisfied();
        }
    }
}
