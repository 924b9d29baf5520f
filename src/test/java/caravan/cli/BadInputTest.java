package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong ends the command with code 2 and one line, which holds nothing of the key. */
class BadInputTest {
    private static final String KEY_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\n" + KEY_LINE + "\n-----END PRIVATE KEY-----";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void freePortAndOneStage() throws IOException {
        system.setProperty("management.port", "0");
        system.setProperty("console.port", "0");
        system.setProperty("sandbox.exchange-port", "0");
        system.setProperty("sandbox.discord-port", "0");
        system.setProperty("caravan.stages", "fills");
        route("- route:\n    id: fills\n    from:\n      uri: direct:fills\n      steps:\n        - to:\n"
                + "            uri: log:fills\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kalshi.enviroment = demo | did you mean kalshi.environment?",
                "kalshi.environment = live | expected sandbox, demo or prod, found 'live'",
                "kalshi.private-key-path = k.pem | is set, but kalshi.environment is not",
                "caravan.stages = fils | did you mean fills?",
                "caravan.routes-dir = nowhere | found no folder",
                "recording.batch-wait = 5 parsecs | expected a duration such as 500ms or 5s, found '5 parsecs'",
                "caravan.log = loud | expected error, warn, info or debug, found 'loud'",
                "sandbox.rates = 2 | did you mean sandbox.rate?",
                "sandbox.rate = NaN | sandbox.rate: expected a number from 0 to 1000000, found 'NaN'",
                "sandbox.cash = -1 | sandbox.cash: expected a whole number of at least 0, found '-1'",
                "sandbox.quiet-account = yes | sandbox.quiet-account: expected true or false, found 'yes'",
                "sandbox.form = legcy | sandbox.form: expected one of current, legacy, transitional, found 'legcy'; did you mean legacy?",
                "sandbox.tier = gold | sandbox.tier: expected one of basic, advanced",
                "sandbox.short-markets = 5s | sandbox.short-markets: expected 1m to 1d, or 0s for none, found '5s'",
                "sandbox.order-interval = 0s | sandbox.order-interval: expected a duration",
                "sandbox.faults = gop?count=3 | sandbox.faults: fault gop?count=3: expected a switch",
                "sandbox.faults = gap count | sandbox.faults: ",
                "sandbox.key-id = other | sandbox.key-id, sandbox.public-key-path: expected both or neither",
                "discord.webhook-url = https://example.org/hook | expected https://discord.com/api/webhooks/ID/TOKEN",
                "discord.bot-token = abc | discord.channel-id: expected the id of a channel",
                "market-making.trade-size = 0 | market-making.trade-size: expected a whole number of at least 1, found '0'",
                "market-making.strategy = tuch | expected incentive or touch, found 'tuch'; did you mean touch?",
                "market-making.trade-delta = 0.0101 | market-making.trade-delta: expected dollars from -0.5 to 0.5",
                "discord.tell-orders = yes | discord.tell-orders: expected sandbox, true or false, found 'yes'",
                "camel.main.nonsense = 1 | camel.main.nonsense: expected an option of Camel",
                "camel.component.kalshi.rest-url = https://example.org | set up by the settings kalshi.* only",
                "camel.component.Discord.baseUrl = https://example.org | set up by the settings discord.* only",
                "camel.beans.kalshi.restUrl = https://example.org | set up by the settings kalshi.* only",
                "camel.component.seda.nonsense = 1 | camel.component.seda.nonsense: expected an option of Camel",
            })
    void settings(String line, String message) throws IOException {
        system.remove("caravan.stages");
        Files.writeString(directory.resolve("application.properties"), line);
        assertRefused(message);
    }

    @Test
    void componentOptionFromTheEnvironment() {
        environment.put("CAMEL_COMPONENT_KALSHI_REST_URL", "https://example.org");
        assertRefused("CAMEL_COMPONENT_KALSHI_REST_URL: this component is set up by the settings kalshi.* only");
    }

    @Test
    void keyWithoutEnvironment() {
        environment.put("KALSHI_PRIVATE_KEY_PEM", PEM);
        assertRefused("kalshi.private-key-pem is set, but kalshi.environment is not");
    }

    @Test
    void missingKey() {
        environment.put("KALSHI_ENVIRONMENT", "prod");
        assertRefused("kalshi.api-key-id: expected the id of an API key");
        environment.put("KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555");
        assertRefused("kalshi.private-key-path: expected the file with the private key");
    }

    @Test
    void streamAndRestOfDifferentEnvironments() {
        environment.putAll(Map.of(
                "KALSHI_ENVIRONMENT", "demo",
                "KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555",
                "KALSHI_PRIVATE_KEY_PEM", PEM,
                "KALSHI_WS_URL", "wss://api.elections.kalshi.com/trade-api/ws/v2"));
        assertRefused("expected both on the same exchange");
        environment.put("KALSHI_WS_URL", "wss:/nonsense");
        assertRefused("kalshi.ws-url: expected an address such as wss://host/path, found 'wss:/nonsense'");
    }

    @Test
    void portInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            system.setProperty("management.port", Integer.toString(taken.getLocalPort()));
            assertRefused("management.port: expected a free port, found " + taken.getLocalPort() + " in use");
        }
    }

    @Test
    void brokenEmptyAndForeignRouteFiles() throws IOException {
        route("- route:\n    id: a\n    from:\n      uri: direct:a\n     steps: [\n");
        assertRefused("fills.camel.yaml, line 5: expected a Camel route");
        route("- route:\n    id: a\n    from:\n      uri: direct:a\n      steps:\n        - frobnicate: {}\n");
        assertRefused("fills.camel.yaml, line 6: expected a Camel route, found: Unknown node id: frobnicate");
        route("# nothing here\n");
        assertRefused("expected at least one route, found an empty file");
        route("hello: world\n");
        assertRefused("expected a list that begins with");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timer:a?periodd=5 | unknown option periodd of timer",
                "nosuch:a | expected a component named nosuch, found none",
                "log:{{my.missing}} | expected a setting named my.missing",
                "timer:a?wrong={{kalshi.private-key-pem}} | unknown option wrong of timer",
            })
    void endpointThatCannotBe(String uri, String message) throws IOException {
        environment.put("KALSHI_ENVIRONMENT", "sandbox");
        environment.put("KALSHI_PRIVATE_KEY_PEM", PEM.replace("\n", "\\n"));
        route("- route:\n    id: fills\n    from:\n      uri: \"" + uri + "\"\n      steps:\n        - to:\n"
                + "            uri: log:fills\n");
        assertRefused(message);
    }

    @Test
    void missingBean() throws IOException {
        route("- route:\n    id: fills\n    from:\n      uri: direct:a\n      steps:\n        - bean:\n"
                + "            ref: nowhere\n");
        assertRefused("route fills: expected a bean named nowhere, found none");
    }

    @Test
    void unwritableData() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");
        assertRefused("data.dir: expected a folder that this program may write to");
    }

    @Test
    void secondInstance() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data/sandbox"));
        try (InstanceLock first = InstanceLock.take(data)) {
            assertThat(first).isNotNull();
            assertRefused("found one (it is starting)");
            Files.writeString(data.resolve("run.json"), "{\"pid\": 4711, \"started\": \"2026-11-20T09:00:00Z\"}");
            assertRefused("found one (process 4711, started 2026-11-20T09:00:00Z)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "rnu"})
    void unknownArguments(String argument) {
        assertRefused("--help lists what there is", argument);
    }

    @Test
    void settingAfterTheJar() {
        assertRefused("a setting goes before -jar", "-Dfills.quiet-period=2s");
    }

    @ParameterizedTest
    @CsvSource({"LEDGER_URLL, LEDGER_URL", "SANDBOX_SEEDS, SANDBOX_SEED"})
    void misspeltVariable(String found, String meant) {
        environment.put(found, "1");
        assertRefused("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUBLIC KEY | Ed25519 | public | public key",
                "PRIVATE KEY | EC | private | ",
                "PRIVATE KEY | DSA | private | ",
                "CERTIFICATE | Ed25519 | public | ",
            })
    void keyThatCannotSign(String label, String algorithm, String half, @Nullable String message) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        Key key = half.equals("public") ? pair.getPublic() : pair.getPrivate();
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        Path file = directory.resolve("k.pem");
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
        environment.putAll(Map.of(
                "KALSHI_ENVIRONMENT", "demo",
                "KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555",
                "KALSHI_PRIVATE_KEY_PATH", file.toString()));
        assertRefused("kalshi.private-key-path: " + (message == null ? "" : "The private key file " + file));
        assertThat(err.toString()).contains(message == null ? file.toString() : message);
        assertThat(err + out.toString()).doesNotContain(body.lines().findFirst().orElseThrow());
    }

    @Test
    void keyFileThatIsNotThere() {
        environment.putAll(Map.of(
                "KALSHI_ENVIRONMENT", "demo",
                "KALSHI_API_KEY_ID", "11111111-2222-3333-4444-555555555555",
                "KALSHI_PRIVATE_KEY_PATH", "nowhere.pem"));
        assertRefused("does not exist");
    }

    @Test
    void dataOfAnotherEnvironment() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path data = Files.createDirectories(directory.resolve("data/demo"));
        Databases.open(data, "prod", "", "", "").close();
        environment.putAll(Map.of(
                "KALSHI_ENVIRONMENT",
                "demo",
                "KALSHI_API_KEY_ID",
                "11111111-2222-3333-4444-555555555555",
                "KALSHI_PRIVATE_KEY_PEM",
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----"));
        assertRefused("expected the ledger database of environment 'demo', found that of 'prod'");
    }

    @Test
    void helpAndVersionNeedNoSettings() {
        environment.put("KALSHI_ENVIRONMENT", "nonsense");
        assertThat(Main.run(machine(), "--help")).isZero();
        assertThat(out.toString()).contains("run").contains("application.properties");
        assertThat(Main.run(machine(), "--version")).isZero();
        assertThat(out.toString()).contains("Caravan ");
    }

    @Test
    void stackIsShownOnRequestOnly() {
        environment.put("KALSHI_ENVIRONMENT", "nonsense");
        assertThat(Main.run(machine(), "--debug")).isEqualTo(2);
        assertThat(err.toString()).contains("\tat caravan.cli.");
    }

    private void assertRefused(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(Main.run(machine(), arguments)).isEqualTo(2);
        assertThat(err.toString().strip())
                .startsWith("caravan: ")
                .contains(message)
                .hasLineCount(1);
        assertThat(err + out.toString())
                .doesNotContain(KEY_LINE)
                .doesNotContain("11111111")
                .doesNotContain("\tat ");
    }

    private Machine machine() {
        return new Machine(
                environment,
                system,
                directory,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InstantSource.system());
    }

    private void route(String text) throws IOException {
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(routes.resolve("fills.camel.yaml"), text);
    }
}
