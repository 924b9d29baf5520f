package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.Databases;
import caravan.discord.DiscordServer;
import caravan.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each thing that can be wrong has its line, and the line below says what helps. */
class DoctorCommandTest {
    @TempDir
    private static Path sandboxFolder;

    private static Sandbox sandbox;

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "en_US.UTF-8"));
    private final Properties system = new Properties();
    private InstantSource clock = InstantSource.system();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(1, sandboxFolder, 0, 0, Duration.ofHours(1), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void oneStageAndFreePorts() throws IOException {
        for (String port : List.of("management", "console", "sandbox.exchange", "sandbox.discord")) {
            system.setProperty(port.startsWith("sandbox") ? port + "-port" : port + ".port", "0");
        }
        Files.writeString(Files.createDirectories(directory.resolve("routes")).resolve("fills.camel.yaml"), """
                - route:
                    id: fills
                    from:
                      uri: direct:fills
                      steps:
                        - to:
                            uri: log:fills
                """);
        system.setProperty("caravan.stages", "fills");
    }

    @Test
    void allOfItIsWellInTheSandboxAndNothingIsLeftBehind() throws IOException {
        system.remove("caravan.stages");
        Files.delete(directory.resolve("routes/fills.camel.yaml"));
        Files.delete(directory.resolve("routes"));
        String report = doctor(0);
        assertThat(report)
                .contains(
                        "✓  java ",
                        "✓  settings               a run would take them; the exchange is sandbox",
                        "✓  clock                  within a second of the exchange's",
                        "✓  exchange               open",
                        "✓  key                    signs, and the exchange takes it",
                        "✓  limits                 tier basic: reads 200 tokens a second",
                        "✓  scopes                 read, write",
                        "✓  ledger                 " + directory,
                        "–  discord                not configured",
                        "✓  sandbox.discord-port   any free one",
                        "Nothing is wrong.")
                .doesNotContain("✗", "→");
        assertThat(files()).isEmpty();
    }

    @Test
    void aTerminalWithoutUnicodeGetsAscii() {
        environment.put("LC_ALL", "C");
        system.setProperty("caravan.log", "lauf–");
        assertThat(doctor(1))
                .contains("ok java ", "NO settings ", "-> mend", "found 'lauf-'")
                .matches("[\\x0a\\x20-\\x7e]*");
    }

    @Test
    void eachBrokenSettingIsNamed() {
        system.setProperty("caravan.log", "loud");
        system.setProperty("caravan.stages", "fils");
        system.setProperty("discord.bot-token", "abc.def.ghi");
        assertThat(doctor(1)).contains("""
                ✗  settings               caravan.log: expected error, warn, info or debug, found 'loud'
                   → mend it where it is set; application.properties says what each setting takes
                """, """
                ✗  settings               discord.channel-id: expected the id of a channel because discord.bot-token is set, found nothing
                   → copy it from the channel's menu in Discord
                """, """
                found 'fils'
                   → did you mean fills?
                """);
    }

    @Test
    void settingsThatCannotBeReadEndTheLook() {
        system.setProperty("kalshi.enviroment", "demo");
        assertThat(doctor(1)).contains("""
                ✗  settings               kalshi.enviroment: no setting of that name (found in -D)
                   → did you mean kalshi.environment?
                –  all else               not looked at until the settings can be read
                """);
    }

    @Test
    void aRouteThatARunWouldRefuseIsToldInTheSameWords() throws IOException {
        Path route = directory.resolve("routes/fills.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("log:fills", "log:fills?nonsense=1"));
        assertThat(doctor(1)).contains("✗  settings               route fills: unknown option nonsense of log", """
                   → mend its name under parameters
                """);
    }

    @Test
    void noRouteRuns() throws IOException {
        Path told = directory.resolve("told");
        Files.writeString(directory.resolve("routes/mine.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: timer:mine
                      parameters:
                        delay: "0"
                        repeatCount: "1"
                      steps:
                        - setBody:
                            expression:
                              constant:
                                expression: told
                        - to:
                            uri: file:%s
                """.formatted(told));
        assertThat(doctor(0)).contains("✓  settings ");
        assertThat(told).doesNotExist();
    }

    @Test
    void aKeyOfTheOtherExchangeIsAMixUp() {
        givenExchange("demo");
        system.setProperty("kalshi.api-key-id", "11111111-2222-3333-4444-555555555555");
        assertThat(doctor(1)).contains("""
                ✗  key                    the exchange does not know the key id
                   → kalshi.environment is demo, which knows no key of kalshi.com: make one at demo.kalshi.co, or set kalshi.environment = prod if the key is of production
                –  limits                 not asked for: the exchange does not take the key
                """);
        system.setProperty("kalshi.environment", "prod");
        assertThat(doctor(1)).contains("kalshi.environment is prod, which knows no key of the demo exchange");
    }

    @Test
    void aKeyThatDoesNotBelongToTheIdIsToldApart() throws Exception {
        givenExchange("demo");
        Path other = directory.resolve("other.pem");
        Files.writeString(
                other,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        system.setProperty("kalshi.private-key-path", other.toString());
        assertThat(doctor(1)).contains("""
                ✗  key                    the signature is refused: the private key does not belong to the key id
                   → check kalshi.private-key-path""", """
                ✗  key file               %1$s can be read or written by others on this machine
                   → chmod 600 %1$s
                """.formatted(other));
    }

    @Test
    void aMissingKeyKeepsTheRestFromNothing() {
        givenExchange("demo");
        system.setProperty("kalshi.private-key-path", "nowhere.pem");
        assertThat(doctor(1))
                .contains("""
                ✗  key                    kalshi.private-key-path: The private key file %s does not exist
                   → check the path
                """.formatted(directory.resolve("nowhere.pem")), "✓  exchange               open");
    }

    @Test
    void scopesThatAreNotNeededAreNoFault() {
        givenExchange("demo");
        assertThat(doctor(0)).contains("""
                –  scopes                 read, write: more than is needed
                   → make a key that may only read: this program sends no orders while trading.enabled is false
                """);
    }

    @Test
    void aClockThatIsAMinuteOffIsFound() {
        givenExchange("demo");
        clock = () -> Instant.now().plusSeconds(60);
        assertThat(doctor(1))
                .containsPattern(
                        "✗  clock {18}expected this machine's clock within 5 s, found it (59|60)\\.\\d s ahead of")
                .contains("→ let the system set it (timedatectl set-ntp true)")
                .contains("""
                ✗  key                    the time of the signature is refused
                   → set this machine's clock
                """);
    }

    @Test
    void anExchangeThatDoesNotAnswerIsFoundOnce() throws IOException {
        givenExchange("demo");
        int port = closedPort();
        system.setProperty("kalshi.rest-url", "http://127.0.0.1:" + port + "/trade-api/v2");
        assertThat(doctor(1))
                .contains(
                        """
                ✗  rest host              expected a connection to 127.0.0.1:%d, found none (Connection refused)
                   → check the network, and that no firewall keeps this machine from it
                """.formatted(port),
                        "✓  stream host ",
                        "–  exchange               not asked: it cannot be reached");
    }

    @Test
    void aTakenPortIsFound() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            system.setProperty("management.port", String.valueOf(taken.getLocalPort()));
            assertThat(doctor(1)).contains("""
                    ✗  management.port        management.port: expected a free port, found %d in use
                       → stop the program that uses it, or set management.port to another (0 takes any)
                    """.formatted(taken.getLocalPort()));
        }
    }

    @Test
    void discordIsAskedAndSentNothing() throws IOException {
        try (DiscordServer discord = new DiscordServer()) {
            system.setProperty("discord.webhook-url", discord.webhookUrl());
            discord.next(DiscordServer.answer(200, "{\"id\":\"1\",\"name\":\"Fills\",\"token\":\"x\"}"));
            assertThat(doctor(0)).contains("✓  discord                webhook 1199000000000000001 (Fills) is there");
            discord.next(DiscordServer.answer(404, "{\"code\":10015,\"message\":\"Unknown Webhook\"}"));
            assertThat(doctor(1)).contains("""
                    ✗  discord                webhook 1199000000000000001: 404, code 10015, Unknown Webhook
                       → the webhook is gone: make a new one, set discord.webhook-url
                    """).doesNotContain(DiscordServer.WEBHOOK_TOKEN);
            assertThat(discord.messages).isEmpty();
            assertThat(discord.requests).allMatch(request -> request.method().equals("GET"));
        }
    }

    @Test
    void deadDiscordIsFound() throws IOException {
        system.setProperty("discord.webhook-url", "http://127.0.0.1:" + closedPort() + "/api/webhooks/123/abcdefgh");
        assertThat(doctor(1)).contains("""
                ✗  discord                webhook 123: expected an answer of 127.0.0.1, found none (ConnectException)
                   → check the network, a proxy, and discord.base-url
                """);
    }

    @Test
    void databasesAreReadAndLeftAsTheyAre() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data/sandbox"));
        try (Databases databases = Databases.open(data, "demo", "", "", "")) {
            databases.migrateMarketData();
        }
        Map<Path, Long> before = contents(data);
        assertThat(doctor(1)).contains("""
                ✗  ledger                 expected the ledger database of environment 'sandbox', found that of 'demo'
                   → set data.dir or the database's address to another place
                """);
        Files.move(data, directory.resolve("data/demo"));
        givenExchange("demo");
        assertThat(doctor(0))
                .containsPattern("✓  ledger {17}" + directory + "/data/demo/ledger.mv.db, version \\d+\n")
                .containsPattern("✓  market data {12}" + directory + "/data/demo/market-data.mv.db, version \\d+\n");
        assertThat(contents(directory.resolve("data/demo")).values())
                .containsExactlyInAnyOrderElementsOf(before.values());
    }

    @Test
    void aRunningProcessIsAskedInsteadAndKeepsItsDatabase() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data/sandbox"));
        for (String file : List.of("sandbox-key.pem", "sandbox-key.pub.pem", "sandbox-key.id")) {
            Files.copy(sandboxFolder.resolve(file), data.resolve(file));
        }
        URI exchange = URI.create(sandbox.restUrl());
        system.setProperty("sandbox.exchange-port", String.valueOf(exchange.getPort()));
        try (InstanceLock lock = InstanceLock.take(data);
                RunFile run = RunFile.write(
                        data, Environment.SANDBOX, Instant.now(), Map.of("exchange", exchange), Optional.empty())) {
            assertThat(doctor(0))
                    .contains(
                            "✓  rest host              127.0.0.1:" + exchange.getPort(),
                            "✓  key                    signs, and the exchange takes it",
                            "✓  process                "
                                    + ProcessHandle.current().pid() + " runs on the data folder",
                            "–  ledger                 not opened: " + data.resolve("ledger.mv.db")
                                    + " is for one process alone, and another one (process "
                                    + ProcessHandle.current().pid(),
                            "✓  sandbox.exchange-port  " + exchange.getPort() + ", used by our own process");
        }
    }

    /** The sandbox in the place of an exchange with accounts. */
    private void givenExchange(String name) {
        system.setProperty("kalshi.environment", name);
        system.setProperty("kalshi.rest-url", sandbox.restUrl());
        system.setProperty("kalshi.ws-url", sandbox.streamUrl());
        system.setProperty("kalshi.api-key-id", sandbox.keyId());
        system.setProperty("kalshi.private-key-path", sandbox.keyFile().toString());
    }

    private String doctor(int expectedCode) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Machine machine = new Machine(
                environment, system, directory, new PrintWriter(out, true), new PrintWriter(err, true), clock);
        int code = Main.run(machine, "doctor");
        assertThat(err.toString()).isEmpty();
        assertThat(code).as(out.toString()).isEqualTo(expectedCode);
        return out.toString();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static Map<Path, Long> contents(Path folder) throws IOException {
        Map<Path, Long> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file, Files.getLastModifiedTime(file).toMillis());
            }
        }
        return contents;
    }
}
