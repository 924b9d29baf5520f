package caravan.kalshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.discord.DiscordServer;
import caravan.sandbox.Sandbox;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The components in somebody else's Camel application, which knows only {@code camel.component.*}. */
class ComponentOptionsTest {
    @TempDir
    private static Path folder;

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(1, folder, 0, 0, Duration.ofHours(1), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void environmentAndKeyAreAllThatIsNeeded() throws IOException {
        assertThat(call("GetBalance", withKeyFile()).path("balance").isNumber()).isTrue();
    }

    @Test
    void publicOperationsNeedNoKey() throws IOException {
        assertThat(call("GetMarkets?limit=1", environment()).path("markets")).hasSize(1);
    }

    @Test
    void aKeyIsAskedForWhereOneIsNeeded() {
        assertThatThrownBy(() -> call("GetBalance", environment()))
                .hasStackTraceContaining("kalshi: expected a key, found none; set the options apiKeyId");
    }

    @Test
    void halfAKeyIsRefused() {
        Map<String, String> half = new HashMap<>(withKeyFile());
        half.remove("kalshi.api-key-id");
        assertThatThrownBy(() -> call("GetBalance", half)).hasStackTraceContaining("found no apiKeyId");
        half.put("kalshi.api-key-id", sandbox.keyId());
        half.put("kalshi.private-key-pem", "text");
        assertThatThrownBy(() -> call("GetBalance", half)).hasStackTraceContaining("found both of those");
    }

    @Test
    void theExchangeHasToBeNamed() {
        assertThatThrownBy(() -> call("GetMarkets", Map.of()))
                .hasStackTraceContaining("expected the option environment on the component");
        assertThatThrownBy(() -> ExchangeAddress.of("production"))
                .hasMessageContaining("expected the environment demo or prod, or the address of a sandbox");
        assertThatThrownBy(() -> ExchangeAddress.of("https://external-api.kalshi.com/trade-api/v2"))
                .hasMessageContaining("found 'https://external-api.kalshi.com/trade-api/v2'");
        assertThat(ExchangeAddress.of("prod").stream()).hasScheme("wss").hasHost("external-api-ws.kalshi.com");
        assertThat(ExchangeAddress.of("demo").rest()).hasHost("external-api.demo.kalshi.co");
        assertThat(ExchangeAddress.of("https://stand-in.example/").stream())
                .hasToString("wss://stand-in.example/trade-api/ws/v2");
    }

    /** Camel prints the options of all components at its start. */
    @Test
    void noSecretIsLogged() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Level before = root.getLevel();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        try {
            String pem = Files.readString(sandbox.keyFile());
            call(
                    "GetBalance",
                    Map.of(
                            "kalshi.environment", environment().get("kalshi.environment"),
                            "kalshi.api-key-id", sandbox.keyId(),
                            "kalshi.private-key-pem", pem.replace("\n", "\\\\n"),
                            "discord.webhook-url", "https://discord.com/api/webhooks/1/" + DiscordServer.WEBHOOK_TOKEN,
                            "discord.bot-token", DiscordServer.BOT_TOKEN));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("camel.component.kalshi.environment"))
                    .anyMatch(line -> line.contains("camel.component.discord.webhookUrl"))
                    .noneMatch(line -> line.contains(sandbox.keyId())
                            || line.contains(pem.lines().skip(1).findFirst().orElseThrow())
                            || line.contains(DiscordServer.WEBHOOK_TOKEN)
                            || line.contains(DiscordServer.BOT_TOKEN));
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
    }

    private static Map<String, String> environment() {
        return Map.of("kalshi.environment", sandbox.restUrl().replace("/trade-api/v2", ""));
    }

    private static Map<String, String> withKeyFile() {
        return Map.of(
                "kalshi.environment", environment().get("kalshi.environment"),
                "kalshi.api-key-id", sandbox.keyId(),
                "kalshi.private-key-path", sandbox.keyFile().toString());
    }

    private static JsonNode call(String operation, Map<String, String> options) throws IOException {
        Main main = new Main();
        Path file = folder.resolve("application.properties");
        Files.writeString(
                file,
                options.entrySet().stream()
                        .map(option -> "camel.component." + option.getKey() + " = " + option.getValue() + "\n")
                        .collect(Collectors.joining()));
        main.setDefaultPropertyPlaceholderLocation("file:" + file);
        main.start();
        try (FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate()) {
            String separator = operation.contains("?") ? "&" : "?";
            return template.to("kalshi:" + operation + separator + "answer=json")
                    .request(JsonNode.class);
        } finally {
            main.stop();
        }
    }
}
