package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.AlertNews;
import caravan.NewsRoom;
import caravan.alerts.AlertCards;
import caravan.alerts.AlertSettings;
import caravan.alerts.Alerts;
import caravan.alerts.WatchListFile;
import caravan.kalshi.KalshiComponent;
import caravan.kalshi.auth.RequestSigner;
import caravan.kalshi.auth.SigningKey;
import caravan.kalshi.auth.TestKeys;
import caravan.model.Card;
import caravan.model.ConnectionEvent;
import caravan.model.MarketSummary;
import caravan.model.Price;
import caravan.model.Quantity;
import caravan.model.StreamCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;

/** The real route file between neighbours that only listen. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/alerts.camel.yaml",
            "alerts.discord=true",
            "alerts.queue-size=100"
        },
        configurationClasses = AlertsRouteTest.Neighbours.class)
class AlertsRouteTest {
    private static final Path LIST = list();

    @BindToRegistry("kalshi")
    private final KalshiComponent kalshi = unreachable();

    @BindToRegistry("discord")
    private final DirectComponent discord = direct();

    @BindToRegistry("alerts")
    private final Alerts alerts = new Alerts(settings(), time -> Optional.empty(), InstantSource.system());

    @BindToRegistry("alertNews")
    private final AlertNews news = new AlertNews(alerts);

    @BindToRegistry("newsRoom")
    private final NewsRoom room = new NewsRoom(new SimpleMeterRegistry(), InstantSource.system());

    @BindToRegistry("alertCards")
    private final AlertCards cards = new AlertCards("sandbox");

    @BindToRegistry("watchListFile")
    private final WatchListFile file = new WatchListFile(LIST);

    @EndpointInject("mock:discord")
    private MockEndpoint told;

    @EndpointInject("mock:commands")
    private MockEndpoint commands;

    @EndpointInject("direct:market-news")
    private ProducerTemplate market;

    @EndpointInject("seda:connection-events?discardWhenFull=true")
    private ProducerTemplate connections;

    @Test
    void pricesFarFromTheEntryAndLostConnectionsAreToldAndTheListIsFollowed() throws Exception {
        commands.expectedBodiesReceived(new StreamCommand.AddMarkets(List.of("KXA-1")));
        commands.assertIsSatisfied();
        told.expectedMessageCount(2);

        market.sendBody(price("KXB-1", "0.90"));
        market.sendBody(price("KXA-1", "0.49"));
        market.sendBody(price("KXA-1", "0.50"));
        connections.sendBody(new ConnectionEvent.Closed("private", "cut"));

        told.assertIsSatisfied();
        List<Card> sent = told.getExchanges().stream()
                .map(sending -> sending.getMessage().getBody(Card.class))
                .toList();
        assertThat(sent)
                .extracting(Card::description)
                .anyMatch("KXA-1 YES is at 50¢, +5¢ from the entry at 45¢"::equals)
                .anyMatch(text -> text != null && text.startsWith("The connection private is lost since "));
        assertThat(sent).extracting(Card::footer).containsOnly("SANDBOX · Alert");
    }

    static MarketSummary price(String ticker, String last) {
        return new MarketSummary(ticker, Price.parse(last), null, null, null, null, null, null, null, null, null, null);
    }

    static AlertSettings settings() {
        Duration none = Duration.ZERO;
        return new AlertSettings(
                List.of("watch-list"),
                new AlertSettings.Distance("5", none),
                new AlertSettings.Distance("0", none),
                new AlertSettings.Volume(Quantity.ZERO, Duration.ofMinutes(1), none),
                none,
                none,
                new AlertSettings.Lifecycle(true, none),
                new AlertSettings.Connections(true, none, none),
                new AlertSettings.Gaps(0, Duration.ofMinutes(1), none),
                10);
    }

    private static Path list() {
        try {
            Path file = Files.createTempFile("trades", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "[{\"ticker\":\"KXA-1\",\"status\":\"PENDING\",\"entry_price\":45}]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exchange over REST, which nobody asks here. */
    static KalshiComponent unreachable() {
        KalshiComponent component = new KalshiComponent();
        component.setRestUrl("http://127.0.0.1:1");
        component.setSigner(new RequestSigner(
                "9d3e0f0e-0000-4000-8000-4b1f6c0f4d2a",
                SigningKey.fromPem(TestKeys.pkcs8(TestKeys.RSA)),
                InstantSource.system()));
        return component;
    }

    static DirectComponent direct() {
        DirectComponent component = new DirectComponent();
        component.setAutowiredEnabled(false);
        return component;
    }

    /** Discord, and who selects markets. */
    public static final class Neighbours implements CamelConfiguration {
        @Override
        public void configure(CamelContext context) throws Exception {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:select-watch-list").to("mock:commands");
                    from("discord:send").to("mock:discord");
                }
            });
        }
    }
}
