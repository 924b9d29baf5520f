package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.NewsRoom;
import caravan.alerts.AlertCards;
import caravan.alerts.Alerts;
import caravan.alerts.WatchListFile;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.KalshiConstants;
import caravan.model.ConnectionEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.BindToRegistry;
import org.apache.camel.EndpointInject;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real files of both routes, with an alert that does not come back. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/market-data.camel.yaml,file:routes/alerts.camel.yaml",
            "alerts.queue-size=100"
        },
        replaceRouteFromWith = {
            "market-data=direct:stream",
            "alerts-clock=direct:off-1",
            "alerts-close-times=direct:off-2",
            "watch-list=direct:off-3"
        },
        mockEndpointsAndSkip = "direct:record.*")
class StuckAlertsRouteTest {
    private static final int PRICES = 1_000;
    private static final int ROOM = 100;

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final List<Object> looked = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T15:00:00Z"));

    @BindToRegistry("kalshi")
    private final KalshiComponent kalshi = AlertsRouteTest.unreachable();

    @BindToRegistry("discord")
    private final DirectComponent discord = AlertsRouteTest.direct();

    @BindToRegistry("alerts")
    private final Alerts alerts =
            new Alerts(AlertsRouteTest.settings(), time -> Optional.empty(), InstantSource.system());

    @BindToRegistry("alertNews")
    private final Processor news = exchange -> {
        stuck.await();
        looked.add(exchange.getMessage().getBody());
        exchange.setRouteStop(true);
    };

    @BindToRegistry("newsRoom")
    private final NewsRoom room = new NewsRoom(new SimpleMeterRegistry(), now::get);

    @BindToRegistry("alertCards")
    private final AlertCards cards = new AlertCards("sandbox");

    @BindToRegistry("watchListFile")
    private final WatchListFile file = new WatchListFile(null);

    @EndpointInject("mock:direct:record")
    private MockEndpoint record;

    @EndpointInject("direct:stream")
    private ProducerTemplate stream;

    @Test
    @Timeout(60)
    void marketDataGoesOnAndWhatIsRareFindsRoom() throws Exception {
        record.expectedMessageCount(PRICES + 1);
        for (int i = 0; i < PRICES; i++) {
            stream.sendBodyAndHeader(AlertsRouteTest.price("KXA-1", "0.49"), KalshiConstants.TYPE, "ticker");
        }
        ConnectionEvent ready = new ConnectionEvent.Ready("market-data");
        stream.sendBodyAndHeader(ready, KalshiConstants.TYPE, "ready");
        record.assertIsSatisfied();
        // One may be in the hands of the alert beside those that wait.
        assertThat(room.dropped()).isBetween(PRICES - ROOM * 9L / 10 - 1, PRICES - ROOM * 9L / 10);
        assertThat(room.isShort()).isTrue();

        stuck.countDown();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(looked).hasSize(PRICES + 1 - (int) room.dropped()));
        assertThat(looked).endsWith(ready);
        now.updateAndGet(time -> time.plusSeconds(60));
        assertThat(room.isShort()).isFalse();
    }
}
