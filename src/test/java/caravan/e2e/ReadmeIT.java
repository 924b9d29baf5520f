package caravan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.cli.Settings;
import caravan.cli.TypedScript;
import caravan.cli.call.ExitCode;
import caravan.sandbox.discord.DiscordOptions;
import caravan.sandbox.discord.SandboxDiscord;
import caravan.sandbox.exchange.ExchangeOptions;
import caravan.sandbox.exchange.SandboxExchange;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says, block by block, as somebody would who reads it from the top.
 *
 * <p>What a reader replaces by something of their own is replaced here by the sandbox's: the addresses of webhooks, the
 * token, the key, the standard ports, markets of another day. Every block is executed by exactly one of
 * {@link #examples}.
 */
class ReadmeIT {
    private static final String WEBHOOK = "https://discord.com/api/webhooks/ID/TOKEN";
    private static final String OTHER_WEBHOOK = "https://discord.com/api/webhooks/OTHER-ID/OTHER-TOKEN";
    private static final String RUN = "java -jar target/caravan.jar";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Readme readme = Readme.read();
    /** The newcomer of the first half of the page, in a checkout. */
    private Reader newcomer;
    /** The one with an account, whose exchange is a sandbox in another process. */
    private Reader trader;
    /** The one who rewires, in a folder without a checkout. */
    private Reader rewirer;

    private SandboxProcess sandbox;
    private SandboxDiscord otherDiscord;
    private JsonNode addresses;
    /** Where the sandbox is that runs alone. */
    private JsonNode alone;

    /**
     * How blocks are executed.
     *
     * @param phrase what only this block has in it
     */
    private record Example(String language, String phrase, Consumer<String> execution) {
        boolean fits(Readme.Block block) {
            return block.language().equals(language) && block.text().contains(phrase);
        }
    }

    @BeforeEach
    void open() {
        newcomer = new Reader(folder.resolve("newcomer")).withCheckout();
        trader = new Reader(folder.resolve("trader"));
        rewirer = new Reader(folder.resolve("rewirer"));
        otherDiscord = new SandboxDiscord(DiscordOptions.of(InstantSource.system())).start(0);
    }

    @AfterEach
    void close() {
        newcomer.close();
        trader.close();
        rewirer.close();
        otherDiscord.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyBlockDoesWhatThePageSays() {
        List<Example> examples = examples();
        assertThat(examples)
                .as("examples without a block")
                .allMatch(example -> readme.blocks().stream().anyMatch(example::fits));
        return readme.blocks().stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.toString(),
                        () -> only(examples, block).execution().accept(block.text())));
    }

    private static Example only(List<Example> examples, Readme.Block block) {
        List<Example> fitting =
                examples.stream().filter(example -> example.fits(block)).toList();
        assertThat(fitting).as("what executes " + block).hasSize(1);
        return fitting.get(0);
    }

    private List<Example> examples() {
        return List.of(
                new Example("text", "Kalshi ──", this::pictureNamesEveryRouteFile),
                new Example("bash", "mvn -q -DskipTests package && java", this::firstCommandShowsFills),
                new Example("text", "CARAVAN ", this::bannerIsAsPrinted),
                new Example("text", "Order filled", this::cardIsAsShown),
                new Example("bash", "/observe/health", this::healthAndMetricsAnswer),
                new Example("bash", "org.h2.tools.Shell", this::filesCanBeQueriedAfterTheEnd),
                new Example("bash", "notify test", this::testMessageArrivesByTheWebhook),
                new Example("dotenv", "DISCORD_BOT_TOKEN", this::testMessageArrivesByTheBot),
                new Example("dotenv", "KALSHI_ENVIRONMENT=demo", this::accountIsConfigured),
                new Example("bash", "chmod 600 kalshi-demo.pem", this::fillsOfTheAccountArrive),
                new Example("dotenv", "KALSHI_PRIVATE_KEY_PEM", this::keyMayStandInTheFile),
                new Example("properties", "fills.quiet-period", this::fileChangesDefaults),
                new Example("dotenv", "FILLS_QUIET_PERIOD", this::variablesWinOverTheFile),
                new Example("bash", "sandbox --short-markets", this::sandboxRunsAlone),
                new Example("text", "SANDBOX: ", this::sandboxTellsWhereItIs),
                new Example("bash", "/trade-api/v2/exchange/status", this::marketDataNeedsNoKey),
                new Example("bash", "/sandbox/faults/timeout-after", this::faultsAreArmed),
                new Example("bash", "/sandbox/faults/cut", this::faultsAreSurvived),
                new Example("bash", "/sandbox/faults/apply-then-drop", this::answersOfDiscordAreLost),
                new Example("bash", "call GetMarkets", this::exchangeIsCalled),
                new Example("bash", "ArchiveClassesAtExit", this::archiveMakesTheStartFaster),
                new Example("text", "✗  .env", this::doctorSaysWhatHelps),
                new Example("bash", "watch --ticker", this::marketIsWatched),
                new Example("text", "KXBTCD-26NOV2717-T94999.99 0.45 no", this::watchListIsRead),
                new Example("bash", "history trades", this::recordedIsListed),
                new Example("bash", "/api/markets", this::apiAnswers),
                new Example("bash", "jar xf", this::packedRoutesCanBeCopied),
                new Example("yaml", "notice.total.toBigDecimal", this::smallFillsAreOnlyLogged),
                new Example("yaml", "fills.csv", this::eachFillIsACsvLine),
                new Example("properties", "my.weather-webhook", this::otherWebhookIsConfigured),
                new Example("yaml", "my.weather-webhook", this::oneSeriesGoesElsewhere),
                new Example("properties", "ledger.url", this::settingsAreTaken),
                new Example("bash", "docker build", this::imageDoesTheSame),
                new Example("bash", "mvn verify", this::testsAreRunByMavenAlone));
    }

    private void pictureNamesEveryRouteFile(String picture) {
        for (String route : routeFiles()) {
            assertThat(picture).contains(route);
        }
    }

    private void firstCommandShowsFills(String commands) {
        addresses = newcomer.start(commands, "sandbox", Map.of("SANDBOX_ORDER_INTERVAL", "1s"))
                .path("addresses");
        assertThat(newcomer.calls()).containsExactly("mvn -q -DskipTests package");
        Waiting.until("a card", SOON, () -> !cards(address("discord")).isEmpty());
    }

    private void bannerIsAsPrinted(String banner) {
        List<String> printed = newcomer.printed().lines().map(ReadmeIT::label).toList();
        assertThat(printed)
                .containsSubsequence(banner.lines().map(ReadmeIT::label).toList());
        assertThat(banner.lines().findFirst())
                .hasValueSatisfying(title -> assertThat(newcomer.printed()).contains(title));
    }

    /** The first word of a banner's line. */
    private static String label(String line) {
        return line.replaceFirst("^( {2}[A-Z]\\w*(?: next)?) .*", "$1");
    }

    private void cardIsAsShown(String card) {
        List<String> shown = card.lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" {2,}")[0])
                .toList();
        Waiting.until(
                "a purchase",
                SOON,
                () -> cards(address("discord")).stream()
                        .anyMatch(embed -> fields(embed).containsKey("Payout if right")));
        JsonNode purchase = cards(address("discord")).stream()
                .filter(embed -> fields(embed).containsKey("Payout if right"))
                .findFirst()
                .orElseThrow();
        assertThat(names(purchase)).isEqualTo(shown);
        assertThat(purchase.path("title").asText()).startsWith("Order filled");
        assertThat(purchase.path("footer").path("text").asText()).startsWith("SANDBOX · #");
    }

    private void healthAndMetricsAnswer(String commands) {
        assumeCurl();
        String answers = newcomer.run(commands.replace("http://127.0.0.1:9876", address("management")), Map.of());
        assertThat(answers).contains("\"status\":\"UP\"").contains("stream_frames_total{connection=\"private\"");
    }

    private void filesCanBeQueriedAfterTheEnd(String commands) {
        newcomer.stop();
        String table = newcomer.run(commands, Map.of());
        assertThat(table).containsPattern("KX\\S+ +\\| (buy |sell) ").containsPattern("\\((\\d+) rows?, ");
    }

    private void testMessageArrivesByTheWebhook(String commands) {
        String answer = newcomer.run(commands.replace(WEBHOOK, otherDiscord.webhookUrl()), Map.of());
        assertThat(answer).contains("Sent by the webhook").doesNotContain("Not sent");
        assertThat(otherCards())
                .extracting(embed -> embed.path("title").asText())
                .containsExactly("TEST");
    }

    private void testMessageArrivesByTheBot(String dotEnv) {
        DiscordOptions discord = otherDiscord.options();
        settingsAreTaken(dotEnv);
        newcomer.write(
                ".env", dotEnv.replace("BOT-TOKEN", discord.botToken()) + "DISCORD_BASE_URL=" + otherDiscord.baseUrl());
        String answer = newcomer.run(RUN + " notify test", Map.of("DISCORD_WEBHOOK_URL", WEBHOOK));
        assertThat(answer).contains("Sent by the bot in channel " + discord.channelId());
        assertThat(otherCards()).hasSize(2);
    }

    private void accountIsConfigured(String dotEnv) {
        settingsAreTaken(dotEnv);
        assertThat(dotEnv.lines()).hasSize(5);
        sandbox = SandboxProcess.start(folder);
        Map<String, String> account = sandbox.asDemo();
        trader.write(
                ".env",
                dotEnv.replaceAll("(?m)^(KALSHI_API_KEY_ID)=.*", "$1=" + account.get("KALSHI_API_KEY_ID"))
                        .replaceAll("(?m)^(KALSHI_MARKETS)=.*", "$1=" + todays(marketsOf(dotEnv)))
                        .replace(WEBHOOK, account.get("DISCORD_WEBHOOK_URL")));
        copy(Path.of(account.get("KALSHI_PRIVATE_KEY_PATH")), trader.folder().resolve("kalshi-demo.pem"));
    }

    private void fillsOfTheAccountArrive(String commands) {
        Map<String, String> account = sandbox.asDemo();
        trader.start(
                commands,
                "demo",
                Map.of(
                        "KALSHI_REST_URL", account.get("KALSHI_REST_URL"),
                        "KALSHI_WS_URL", account.get("KALSHI_WS_URL")));
        assertThat(trader.printed()).contains(" - DEMO (");
        sandbox.control("/bursts", "{\"orders\":1,\"fills\":2,\"interval_ms\":50}");
        Waiting.until("a card", SOON, () -> cards(sandbox.discord()).size() == 1);
        assertThat(cards(sandbox.discord()).get(0).path("footer").path("text").asText())
                .startsWith("DEMO · #");
    }

    private void keyMayStandInTheFile(String dotEnv) {
        Settings settings = settingsOf(".env", dotEnv);
        assertThat(settings.text("kalshi.private-key-pem").lines())
                .containsExactly("-----BEGIN PRIVATE KEY-----", "KEY", "-----END PRIVATE KEY-----");
    }

    private void fileChangesDefaults(String properties) {
        settingsAreTaken(properties);
        newcomer.write(".env", "").write("application.properties", properties);
    }

    /** The whole of the example: file, {@code .env}, environment, system property. */
    private void variablesWinOverTheFile(String dotEnv) {
        newcomer.write(".env", dotEnv);
        assertThat(settings(newcomer, Map.of()).text("fills.quiet-period")).isEqualTo("3s");
        assertThat(settings(newcomer, Map.of()).text("fills.max-wait")).isEqualTo("20s");
        Map<String, String> environment = Map.of("FILLS_QUIET_PERIOD", "3500ms");
        assertThat(settings(newcomer, environment).text("fills.quiet-period")).isEqualTo("3500ms");
        Properties system = new Properties();
        system.setProperty("fills.quiet-period", "4s");
        assertThat(Settings.load(environment, system, newcomer.folder()).text("fills.quiet-period"))
                .isEqualTo("4s");
    }

    private void sandboxRunsAlone(String commands) {
        newcomer.write(".env", "").write("application.properties", read(Path.of("application.properties")));
        alone = newcomer.startSandbox(commands);
    }

    private void sandboxTellsWhereItIs(String text) {
        List<String> printed = newcomer.printed().lines().map(ReadmeIT::entry).toList();
        assertThat(printed)
                .containsSubsequence(text.lines().map(ReadmeIT::entry).toList());
    }

    /** What stands before the address in a line of the sandbox. */
    private static String entry(String line) {
        return line.replaceFirst("^( {2}\\w+(?: \\w+)?) {2,}\\S+$", "$1");
    }

    private void marketDataNeedsNoKey(String commands) {
        assumeCurl();
        assertThat(atSandbox(commands)).contains("\"trading_active\":true").contains("\"ticker\":\"KX");
    }

    private void faultsAreArmed(String commands) {
        assumeCurl();
        assertThat(atSandbox(commands)).contains("\"timeout_after\":1").contains("\"gap\":3");
    }

    private void answersOfDiscordAreLost(String commands) {
        assumeCurl();
        assertThat(atSandbox(commands)).contains("\"faults_waiting\":1");
        newcomer.stop();
    }

    private String atSandbox(String commands) {
        return newcomer.run(
                commands.replace("http://127.0.0.1:8090", origin("rest_url"))
                        .replace("http://127.0.0.1:8091", origin("messages_url")),
                Map.of());
    }

    private String origin(String name) {
        return alone.path(name).asText().replaceFirst("(//[^/]+)/.*", "$1");
    }

    /** Each switch in the table exists, and none is missing. */
    @Test
    void everyFaultIsInTheTable() {
        List<String> listed = readme.table("below `/sandbox/faults/`", 2).keySet().stream()
                .flatMap(cell -> Stream.of(cell.split(", ", -1)))
                .toList();
        List<String> switches = new ArrayList<>();
        ExchangeOptions options = ExchangeOptions.of(1, folder, Duration.ofHours(1), InstantSource.system());
        try (SandboxExchange exchange = new SandboxExchange(options).start(0)) {
            Http.json(exchange.controlUrl())
                    .path("switches")
                    .forEach(line -> Pattern.compile("POST /sandbox/faults/([a-z-]+).*")
                            .matcher(line.asText())
                            .results()
                            .forEach(found -> switches.add(found.group(1))));
        }
        switches.remove("pause-simulation");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(switches);
    }

    private void faultsAreSurvived(String commands) {
        assumeCurl();
        int before = cards(sandbox.discord()).size();
        trader.run(commands.replace("http://127.0.0.1:8090", sandbox.exchange()), Map.of());
        Waiting.until("three more cards", SOON, () -> cards(sandbox.discord()).size() == before + 3);
        trader.stop();
    }

    /**
     * The sandbox's markets are of today; so the page's ticker is not among them for long. The program that is watched goes
     * on: the next block is about it, too.
     */
    /** In this process: what a virtual machine of its own would show, others show. */
    private void exchangeIsCalled(String commands) {
        String printed = TypedScript.typed(
                newcomer.folder(), "java() { shift 2; caravan \"$@\"; }\n" + commands, Map.of("COLUMNS", "100"));
        assertThat(printed)
                .containsPattern(
                        "ticker +yes_bid +yes_ask\n(KX\\S+ +0\\.\\d{4} +0\\.\\d{4}\n){3}\n3 rows; more pages with --all\n")
                .contains("\"balance_dollars\" : ", "ticker,volume_fp,close_time", "  * ticker  ", "  CreateOrderV2  ");
    }

    private void archiveMakesTheStartFaster(String commands) {
        newcomer.run(commands, Map.of());
        assertThat(newcomer.folder().resolve("target/fast/caravan.jsa")).isNotEmptyFile();
    }

    @Test
    void exitCodesOfCallsAreInTheTable() {
        Map<String, String> codes = readme.table("ends with", 2);
        for (ExitCode code : ExitCode.values()) {
            assertThat(codes).containsKey(String.valueOf(code.code()));
        }
    }

    private void doctorSaysWhatHelps(String report) {
        try (Reader patient = new Reader(folder.resolve("patient"))) {
            patient.write(".env", "CARAVAN_LOG=warn\n");
            String printed = patient.run("chmod 644 .env; " + RUN + " doctor || true", Map.of());
            assertThat(printed)
                    .contains(
                            report.replace("/home/you/caravan", patient.folder().toString())
                                    .lines()
                                    .toList());
        }
    }

    private void marketIsWatched(String command) {
        addresses = newcomer.start(RUN, "sandbox", Map.of("ALERTS_WATCH_LIST", "watch.txt"))
                .path("addresses");
        String markets = address("console") + "/api/markets";
        Waiting.until("a book", SOON, () -> Http.json(markets).at("/markets/0").isObject());
        String ticker = Http.json(markets).at("/markets/0/ticker").asText();
        String printed = newcomer.run(
                command.strip().replaceFirst("--ticker \\S+", "--ticker " + ticker) + " | head -3", Map.of());
        assertThat(printed).contains("STATE " + ticker, "BOOK " + ticker + " YES ");
    }

    private void watchListIsRead(String list) {
        newcomer.write("watch.txt", list);
        Waiting.until("the list", SOON, () -> newcomer.printedSoFar().contains("watch.txt: 2 markets"));
        newcomer.stop();
    }

    private void recordedIsListed(String commands) {
        String printed = newcomer.run(commands, Map.of());
        assertThat(printed)
                .contains(
                        "exchange time",
                        "exchange_time,ticker,action,",
                        "Everything that was received is accounted for.");
        assertThat(newcomer.folder().resolve("tickers.parquet")).isNotEmptyFile();
    }

    private void apiAnswers(String commands) {
        assumeCurl();
        addresses = newcomer.start(RUN, "sandbox", Map.of()).path("addresses");
        Waiting.until(
                "books and trades",
                SOON,
                () -> newcomer.run(commands.replace("http://127.0.0.1:8080", address("console")), Map.of())
                        .matches("(?s).*\"state\":\"VALID\".*,block_trade,.*\\d{4}-\\d\\d-\\d\\dT.*"));
        newcomer.stop();
    }

    private void packedRoutesCanBeCopied(String commands) {
        rewirer.run(commands, Map.of());
        for (String route : routeFiles()) {
            String name = "routes/" + route + ".camel.yaml";
            assertThat(rewirer.file(name)).isEqualTo(read(Path.of(name)));
        }
    }

    private void smallFillsAreOnlyLogged(String route) {
        rewirer.write("routes/delivery.camel.yaml", route);
        startRewired();
        String market = market("KXHIGHNY", "B55.5");
        order(market, "9.98", "0.50");
        order(market, "10", "0.50");
        Waiting.until(
                "the large one", SOON, () -> totals(cards(address("discord"))).contains("$5.00"));
        Waiting.until("the small one", SOON, () -> rewirer.printed().contains("total $4.99"));
        rewirer.stop();
        assertThat(rewirer.printed()).doesNotContain("total $5.00");
        assertThat(outbox()).contains("9.98 logged", "10.00 sent").doesNotContain("9.98 sent", "10.00 logged");
    }

    private void eachFillIsACsvLine(String route) {
        rewirer.write("routes/fills-as-csv.camel.yaml", route);
        startRewired();
        String market = market("KXFEDDECISION", "H0");
        String order = order(market, "11", "0.40");
        Waiting.until("its line", SOON, () -> rewirer.file("data/fills.csv").contains(",11.00,0.4000\n"));
        rewirer.stop();
        assertThat(rewirer.file("data/fills.csv").lines()).doesNotHaveDuplicates();
        assertThat(ledger().column("select trade_id from fills where order_id = '" + order + "'"))
                .hasSize(1)
                .allSatisfy(trade -> assertThat(rewirer.file("data/fills.csv").lines())
                        .anyMatch(line ->
                                line.matches("20\\d\\d-\\S+ \\S+," + trade + "," + market + ",buy,no,11.00,0.4000")));
    }

    private void otherWebhookIsConfigured(String properties) {
        rewirer.write("application.properties", properties.replace(OTHER_WEBHOOK, otherDiscord.webhookUrl()));
    }

    private void oneSeriesGoesElsewhere(String route) {
        rewirer.write("routes/delivery.camel.yaml", route);
        int before = otherCards().size();
        startRewired();
        order(market("KXHIGHNY", "B55.5"), "12", "0.50");
        order(market("KXFEDDECISION", "H0"), "13", "0.40");
        Waiting.until("the one elsewhere", SOON, () -> totals(otherCards()).contains("$6.00"));
        Waiting.until(
                "the usual one", SOON, () -> totals(cards(address("discord"))).contains("$5.20"));
        assertThat(totals(cards(address("discord")))).doesNotContain("$6.00");
        assertThat(totals(otherCards().subList(before, otherCards().size()))).doesNotContain("$5.20");
        rewirer.stop();
    }

    private void imageDoesTheSame(String commands) {
        newcomer.write(".env", "").run(commands, Map.of());
        assertThat(newcomer.calls()).anyMatch(call -> call.startsWith("docker build "));
        String docker = read(Path.of("Dockerfile"));
        assertThat(docker).contains("RUN mvn -q -DskipTests package\n", "\"java\", \"-jar\"");
    }

    private void testsAreRunByMavenAlone(String commands) {
        newcomer.run(commands, Map.of());
        assertThat(newcomer.calls()).last().isEqualTo("mvn verify");
        assertThat(read(Path.of(".ci/run"))).containsPattern("(?m)^mvn .*verify$");
    }

    /** Each line of a file of settings sets what it says. */
    private void settingsAreTaken(String file) {
        boolean dotEnv = file.lines().anyMatch(line -> line.matches("[A-Z_]+=.*"));
        Settings settings = settingsOf(dotEnv ? ".env" : "application.properties", file);
        properties(file)
                .forEach((name, value) -> assertThat(settings.text(dotEnv ? setting(name, settings) : name))
                        .isEqualTo(value));
    }

    private static String setting(String variable, Settings settings) {
        return settings.asProperties().stringPropertyNames().stream()
                .filter(name ->
                        name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_").equals(variable))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everySettingIsInTheTableWithItsDefault() {
        assertThat(readme.table("name", 3)).isEqualTo(properties(read(Path.of("application.properties"))));
    }

    @Test
    void formerNamesAreAnsweredWithTheirNewOnes() {
        readme.table("then", 2).forEach((former, now) -> {
            for (String name : former.split(", ")) {
                if (now.startsWith("the same")) {
                    assertThat(settings(rewirer, Map.of(name, "1", "KALSHI_ENVIRONMENT", "demo"))
                                    .asProperties())
                            .isNotEmpty();
                } else if (!name.startsWith("--")) {
                    assertThatThrownBy(() -> settings(rewirer, Map.of(name, "1")))
                            .hasMessageStartingWith(name + " is now " + now);
                }
            }
        });
    }

    @Test
    void everyRouteFileIsInTheTable() {
        assertThat(readme.table("file", 3).keySet()).containsExactlyInAnyOrderElementsOf(routeFiles());
    }

    @Test
    void commandsAreThoseOfTheHelp() {
        String help = newcomer.run(RUN + " --help", Map.of());
        List<String> commands = Pattern.compile("(?m)^  (\\w+) {2,}")
                .matcher(help)
                .results()
                .map(found -> found.group(1))
                .filter(command -> !command.equals("help"))
                .toList();
        String table = String.join(" ", readme.table("command", 3).keySet());
        assertThat(commands).hasSizeGreaterThan(5).allMatch(table::contains);
    }

    @Test
    void linesFitAScreen() {
        assertThat(read(Path.of("README.md")).lines())
                .filteredOn(line -> !line.startsWith("|"))
                .allMatch(line -> line.length() <= 120);
    }

    private void startRewired() {
        addresses = rewirer.start(RUN, "sandbox", Map.of("SANDBOX_ORDER_INTERVAL", "1h"))
                .path("addresses");
    }

    private String order(String ticker, String contracts, String price) {
        String side = ticker.startsWith("KXFED") ? "no" : "yes";
        String exchange = address("exchange").replace("/trade-api/v2", "/sandbox/orders");
        return Http.post(
                        exchange,
                        "{\"ticker\":\"%s\",\"side\":\"%s\",\"action\":\"buy\",\"parts\":[{\"count\":\"%s\",\"price\":\"%s\"}]}"
                                .formatted(ticker, side, contracts, price))
                .path("order_id")
                .asText();
    }

    /** The sandbox's market whose name begins and ends like this; the days between follow the calendar. */
    private String market(String series, String end) {
        return market(address("exchange"), series, end);
    }

    private static String market(String rest, String series, String end) {
        for (JsonNode market :
                Http.json(rest + "/markets?series_ticker=" + series).path("markets")) {
            if (market.path("ticker").asText().endsWith("-" + end)) {
                return market.path("ticker").asText();
            }
        }
        throw new AssertionError("expected a market " + series + "-…-" + end + ", found none");
    }

    /** The same markets on the day of the test. */
    private String todays(String tickers) {
        String rest = sandbox.exchange() + "/trade-api/v2";
        return Stream.of(tickers.split(","))
                .map(ticker -> market(
                        rest, ticker.substring(0, ticker.indexOf('-')), ticker.substring(ticker.lastIndexOf('-') + 1)))
                .collect(Collectors.joining(","));
    }

    private static String marketsOf(String dotEnv) {
        return properties(dotEnv).getOrDefault("KALSHI_MARKETS", "");
    }

    private String address(String name) {
        return addresses.path(name).asText().replaceFirst("/+$", "");
    }

    private Database ledger() {
        return Database.ledger(rewirer.folder().resolve("data/sandbox"));
    }

    /** Contracts and status of each notification. */
    private List<String> outbox() {
        return ledger().column("select sum(quantity_contracts) || ' ' || min(status) from fills"
                + " join notifications on notifications.notification_id = fills.notification_id"
                + " group by notifications.notification_id");
    }

    private static List<JsonNode> cards(String discord) {
        List<JsonNode> cards = new ArrayList<>();
        for (JsonNode entry : Http.json(discord + "/sandbox/messages").path("messages")) {
            cards.add(entry.path("message").path("embeds").path(0));
        }
        return cards;
    }

    private List<JsonNode> otherCards() {
        return cards(otherDiscord.pageUrl().replaceFirst("/+$", ""));
    }

    private static List<String> names(JsonNode card) {
        List<String> names = new ArrayList<>();
        card.path("fields").forEach(field -> names.add(field.path("name").asText()));
        return names;
    }

    private static Map<String, String> fields(JsonNode card) {
        Map<String, String> fields = new HashMap<>();
        card.path("fields")
                .forEach(field -> fields.put(
                        field.path("name").asText(), field.path("value").asText()));
        return fields;
    }

    private static List<String> totals(List<JsonNode> cards) {
        return cards.stream()
                .map(card -> fields(card).getOrDefault("Total", ""))
                .toList();
    }

    private static List<String> routeFiles() {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The settings of a folder that has only this file. */
    private Settings settingsOf(String name, String text) {
        try {
            Path alone = Files.createTempDirectory(folder, "settings");
            Files.writeString(alone.resolve(name), text);
            return Settings.load(Map.of(), new Properties(), alone);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Settings settings(Reader reader, Map<String, String> environment) {
        return Settings.load(environment, new Properties(), reader.folder());
    }

    private static Map<String, String> properties(String text) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text));
            Map<String, String> values = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            return values;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assumeCurl() {
        assumeTrue(
                Stream.of("/usr/local/bin/curl", "/usr/bin/curl", "/bin/curl")
                        .anyMatch(file -> Files.exists(Path.of(file))),
                "curl is not installed on this machine");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
