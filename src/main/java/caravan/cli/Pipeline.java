package caravan.cli;

import caravan.Databases;
import caravan.Parts;
import caravan.Wiring;
import caravan.console.Management;
import caravan.console.StagesHealthCheck;
import caravan.discord.DiscordComponent;
import caravan.kalshi.KalshiComponent;
import caravan.sandbox.Sandbox;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The whole program: the sandbox where it is wanted, the databases, Camel with the routes, the management port. */
final class Pipeline implements Program {
    private final Launch launch;
    private final InstantSource clock;
    private final Consumer<DataSource> consent;
    private final Management management;
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private Optional<String> token = Optional.empty();
    /** What was started, the last first. */
    private final Deque<Runnable> started = new ArrayDeque<>();

    /** A program that nobody is asked about: it may trade with real money only where that was allowed before. */
    Pipeline(Launch launch, InstantSource clock) {
        this(launch, clock, ledger -> {});
    }

    /** @param consent refuses the start, once the ledger is open, where a person does not want it */
    Pipeline(Launch launch, InstantSource clock, Consumer<DataSource> consent) {
        this.launch = launch;
        this.clock = clock;
        this.consent = consent;
        this.management = new Management(launch.settings().number("management.port"));
    }

    @Override
    public void start() throws Exception {
        Settings settings = launch.settings();
        Properties properties = properties();
        DiscordComponent discord = discord(settings);
        Exchange exchange;
        if (launch.connection().isBuiltIn()) {
            Sandbox sandbox = startSandbox(settings);
            exchange = Exchange.of(sandbox, clock);
            if (settings.find("kalshi.markets").isEmpty()) {
                properties.setProperty("kalshi.markets", String.join(",", sandbox.tickers()));
            }
            if (!discord.status().configured()) {
                discord.setWebhookUrl(sandbox.webhookUrl());
            }
        } else {
            exchange = Exchange.of(settings, launch.connection(), clock);
        }
        Databases databases = Databases.open(
                launch.data(),
                launch.connection().environment().id(),
                exchange.keyId(),
                settings.text("ledger.url"),
                settings.text("recording.url"));
        started.push(databases::close);
        consent.accept(databases.ledger());
        startCamel(properties, databases, kalshi(settings, exchange), discord);
    }

    private Sandbox startSandbox(Settings settings) {
        Sandbox sandbox = SandboxSettings.start(settings, launch.data(), clock);
        started.push(sandbox::close);
        addresses.put("exchange", URI.create(sandbox.restUrl()));
        addresses.put("discord", URI.create(sandbox.messagesUrl()));
        return sandbox;
    }

    private static DiscordComponent discord(Settings settings) {
        DiscordComponent discord = new DiscordComponent();
        discord.setBaseUrl(settings.text("discord.base-url"));
        settings.find("discord.webhook-url").ifPresent(discord::setWebhookUrl);
        settings.find("discord.bot-token").ifPresent(discord::setBotToken);
        settings.find("discord.channel-id").ifPresent(discord::setChannelId);
        discord.setRequestTimeout(settings.duration("discord.request-timeout").toMillis());
        return discord;
    }

    private KalshiComponent kalshi(Settings settings, Exchange exchange) {
        KalshiComponent kalshi = new KalshiComponent();
        kalshi.setRestUrl(exchange.restUrl().toString());
        kalshi.setWsUrl(exchange.wsUrl().toString());
        kalshi.setSigner(exchange.signer());
        kalshi.setRequestTimeout(settings.duration("kalshi.request-timeout"));
        kalshi.setBudgetWait(settings.duration("kalshi.budget-wait"));
        kalshi.setRawWrites(settings.isOn("kalshi.raw-writes"));
        kalshi.setClock(clock);
        kalshi.setMeterRegistry(management.meters());
        return kalshi;
    }

    private void startCamel(
            Properties properties, Databases databases, KalshiComponent kalshi, DiscordComponent discord)
            throws Exception {
        CamelMain main = new CamelMain();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(properties);
        main.configure().withRoutesIncludePattern(pattern());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                preferSettings(starting.getCamelContext());
            }
        });
        management.attach(main);
        management.add(new StagesHealthCheck(launch.stages()));
        Parts parts = new Parts(launch.settings(), launch.data(), launch.stages(), databases, clock, management);
        Wiring wiring = new Wiring(parts);
        wiring.bind(main, kalshi, discord, properties.getProperty("kalshi.markets"));
        ConsolePort console = ConsolePort.of(launch, main);
        // Our orders and no question any more, then the routes with those that are under way, then the port.
        started.push(console::close);
        started.push(wiring::end);
        started.push(main::stop);
        started.push(console::refuse);
        started.push(wiring::leave);
        main.begin();
        addresses.put("management", URI.create("http://127.0.0.1:" + management.port()));
        console.open().ifPresent(address -> addresses.put("console", address));
        token = console.token();
    }

    /** Camel would ask the environment before our settings, which know a precedence of their own. */
    private static void preferSettings(CamelContext context) {
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
    }

    /** Camel's own settings yield to the user's {@code camel.*}, except where the management port depends on them. */
    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(camelDefaults());
        properties.putAll(launch.settings().asProperties());
        properties.putAll(management.camelProperties());
        for (String stage : Stages.ALL) {
            if (!launch.stages().contains(stage)) {
                properties.setProperty("stage-off." + stage, "true");
            }
        }
        return properties;
    }

    /** Counting at every step of every route costs a tenth of the stream; {@code Default} brings it back. */
    private static Map<String, String> camelDefaults() {
        return Map.of(
                "camel.main.jmxManagementStatisticsLevel", "RoutesOnly",
                "camel.main.name", "caravan",
                "camel.main.shutdownTimeout", "4",
                "camel.main.shutdownLogInflightExchangesOnTimeout", "false",
                "camel.main.startupSummaryLevel", "Off",
                "camel.main.sourceLocationEnabled", "true",
                "camel.main.logMask", "true");
    }

    private String pattern() {
        return launch.routes().locations().isEmpty()
                ? "false"
                : String.join(",", launch.routes().locations());
    }

    @Override
    public Map<String, URI> addresses() {
        return addresses;
    }

    @Override
    public Optional<String> token() {
        return token;
    }

    @Override
    public void close() {
        closeAll(started);
    }

    /** Whatever one step does, the next is taken: the databases must be closed. */
    static void closeAll(Deque<Runnable> steps) {
        @Nullable Runnable next = steps.poll();
        while (next != null) {
            try {
                next.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Pipeline.class).error("A part of the program could not be stopped cleanly", e);
            }
            next = steps.poll();
        }
    }
}
