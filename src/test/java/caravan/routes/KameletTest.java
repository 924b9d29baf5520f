package caravan.routes;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.discord.DiscordServer;
import caravan.kalshi.KalshiConstants;
import caravan.sandbox.Sandbox;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kamelet from the class path, in a Camel application that knows nothing else of Caravan. */
class KameletTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Main main = new Main();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(1, folder, 0, 0, Duration.ofHours(1), InstantSource.system());
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "camel.component.kalshi.environment", sandbox.restUrl().replace("/trade-api/v2", ""),
                "camel.component.kalshi.api-key-id", sandbox.keyId(),
                "camel.component.kalshi.private-key-path", sandbox.keyFile().toString()));
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        sandbox.close();
    }

    @Test
    void sourceGivesMessagesAsJson() throws Exception {
        String ticker = sandbox.tickers().get(0);
        main.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:kalshi-source?channels=orderbook_delta&markets=" + ticker)
                        .filter(header(KalshiConstants.TYPE).isEqualTo("orderbook_snapshot"))
                        .to("seda:books");
            }
        });
        try (ConsumerTemplate books = main.getCamelContext().createConsumerTemplate()) {
            String text = books.receiveBody("seda:books", 10_000, String.class);
            JsonNode message = JSON.readTree(text);
            assertThat(message.path("type").asText()).isEqualTo("orderbook_snapshot");
            assertThat(message.path("ticker").asText()).isEqualTo(ticker);
            assertThat(message.path("levels").path(0).path("price").asText()).matches("0\\.\\d{4}");
            assertThat(message.path("levels").path(0).path("side").asText()).isIn("BID", "ASK");
        }
    }

    @Test
    void actionAsksWithTheParametersOfTheBody() throws IOException {
        try (FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate()) {
            String answer = template.withBody("{\"limit\":2}")
                    .to("kamelet:kalshi-call-action?operation=GetMarkets")
                    .request(String.class);
            assertThat(JSON.readTree(answer).path("markets")).hasSize(2);
        }
    }

    @Test
    void sinkSendsTheText() throws IOException {
        try (DiscordServer discord = new DiscordServer();
                FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate()) {
            template.withBody("Spread of @everyone is 1 ¢")
                    .to("kamelet:discord-notification-sink?webhookUrl=RAW(" + discord.webhookUrl() + ")")
                    .request();
            assertThat(discord.messages).hasSize(1);
            assertThat(discord.messages.get(0).toString()).contains("Spread of");
        }
    }
}
